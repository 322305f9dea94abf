// A client of wdbg dap: the one that tests Visual Studio Code's adapters, with the events in a queue and each message checked.
//
// The environment variable WDBG names the program.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import test from 'node:test';
import { fileURLToPath } from 'node:url';
import testsupport from '@vscode/debugadapter-testsupport';
import { Checker } from './schema.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const checker = new Checker();

/** How long anything may take that the adapter has to do, in milliseconds; only failing tests wait for it. */
const patience = 30_000;

/** The path of a file of the repository. */
export const fixture = (...parts) => path.join(root, 'testdata', ...parts);

/** The number of the line that has the comment @break(name) in a source. */
export function mark(file, name) {
  const line = readFileSync(file, 'utf8').split('\n').findIndex((text) => text.includes(`@break(${name})`));
  assert.notEqual(line, -1, `${file} has no mark ${name}`);
  return line + 1;
}

/** Waits for a promise, but not for ever. */
export async function within(promise, what) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no ${what} after ${patience} ms`)), patience);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** An adapter that was started, and its standard error. */
class Process {
  errors = '';

  constructor(args, env) {
    assert.ok(process.env.WDBG, 'WDBG must name the program wdbg');
    // Somewhere else than the sources, as an editor may start it.
    this.dir = mkdtempSync(path.join(tmpdir(), 'wdbg-dap-'));
    this.child = spawn(process.env.WDBG, ['dap', ...args], { cwd: this.dir, env: { ...process.env, ...env } });
    this.child.stderr.on('data', (data) => (this.errors += data));
    this.child.stdin.on('error', () => {}); // it may have ended
    this.ended = once(this.child, 'exit').then(([code, signal]) => ({ code, signal }));
  }

  /** Waits until the process has ended by itself; returns its status. */
  async end() {
    const { code, signal } = await within(this.ended, `end of the process (${this.errors})`);
    return signal ?? code;
  }

  kill() {
    this.child.kill('SIGKILL');
    rmSync(this.dir, { recursive: true, force: true });
  }
}

/** Starts wdbg dap --listen; its address is awaited. */
export async function listen(args = [], env = {}) {
  const server = new Process(['--listen', '127.0.0.1:0', ...args], env);
  let out = '';
  const address = new Promise((resolve, reject) => {
    server.child.stdout.on('data', (data) => {
      const match = /DAP server listening at: (\S+):(\d+)\r?\n/.exec((out += data));
      if (match) resolve(Number(match[2]));
    });
    server.ended.then(() => reject(new Error(`wdbg dap --listen ends: ${out}${server.errors}`)));
  });
  server.port = await within(address, 'address of the server');
  return server;
}

export class Client extends testsupport.DebugClient {
  violations = [];
  #events = [];
  #waiting = new Set();
  #commands = new Map();
  #sequence = 0;

  constructor() {
    super('wdbg', 'dap', 'wdbg');
  }

  /** A client of an adapter of its own, over standard input and output. */
  static start(args = [], env = {}) {
    const client = new Client();
    client.process = new Process(args, env);
    client.ended = client.process.ended;
    client.connect(client.process.child.stdout, client.process.child.stdin);
    return client;
  }

  /** A client of a server. */
  static async connect(port) {
    const client = new Client();
    client.socket = connect(port, '127.0.0.1');
    await within(once(client.socket, 'connect'), 'connection');
    client.ended = once(client.socket, 'close');
    client.connect(client.socket, client.socket);
    return client;
  }

  /** Writes bytes as they are. */
  write(text) {
    this.outputStream.write(text);
  }

  /** Sends a request that may break the protocol's rules; returns the body of its response. */
  async askAnything(command, args) {
    const response = new Promise((resolve, reject) => {
      this.#commands.set(this.sequence, command);
      super.doSend(command, args, (r) => (r.success ? resolve(r.body) : reject(new Error(r.message))));
    });
    return within(response, `response to ${command}`);
  }

  /** Answers a request of the adapter. */
  respond(request, body) {
    const response = { seq: this.sequence++, type: 'response', request_seq: request.seq, command: request.command, success: true, body };
    assert.deepEqual(checker.check(response), []);
    const text = JSON.stringify(response);
    this.write(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
  }

  // A request, as the library sends it.
  doSend(command, args, done) {
    const seq = this.sequence;
    this.#commands.set(seq, command);
    const errors = checker.check({ seq, type: 'request', command, ...(args === undefined ? {} : { arguments: args }) });
    assert.deepEqual(errors, [], 'a request of this test is not as the protocol wants it');
    super.doSend(command, args, done);
  }

  // A message, as the library receives it.
  dispatch(body) {
    const message = JSON.parse(body);
    this.#check(message);
    if (message.type === 'event') {
      this.#events.push(message);
      for (const wake of this.#waiting) wake();
    } else if (message.type === 'request') {
      this.emit('reverse request', message);
      return;
    }
    super.dispatch(body);
  }

  #check(message) {
    const wrong = checker.check(message);
    if (message.seq !== ++this.#sequence) wrong.push(`seq ${message.seq} follows ${this.#sequence - 1}`);
    if (message.type === 'response') {
      const command = this.#commands.get(message.request_seq);
      this.#commands.delete(message.request_seq);
      if (command !== message.command) wrong.push(`a response to ${message.command} where ${command} was asked`);
      if (!message.success && !message.message) wrong.push('a refusal that says nothing');
    }
    if (wrong.length > 0) this.violations.push(`${wrong.join('\n')}\nin ${JSON.stringify(message).slice(0, 1000)}`);
  }

  /** Sends a request; returns the body of its response. */
  async ask(command, args) {
    const response = await within(this.#untilEnd(this.send(command, args), `responding to ${command}`), `response to ${command}`);
    return response.body;
  }

  /** Waits for something that the adapter has to do before it ends. */
  #untilEnd(promise, what) {
    const gone = this.ended.then(() => new Promise((resolve) => setImmediate(resolve))); // what it wrote last is read first
    return Promise.race([promise, gone.then(() => Promise.reject(new Error(`the adapter ends before ${what}`)))]);
  }

  /** Sends a request that has to be refused; returns what is said. */
  async refused(command, args) {
    const answer = this.ask(command, args).then(
      (body) => assert.fail(`${command} is not refused: ${JSON.stringify(body)}`),
      (error) => error,
    );
    const error = await answer;
    if (error instanceof assert.AssertionError) throw error;
    return error.message;
  }

  /** Takes the next event of a type that was not taken yet, and for which a condition holds. */
  async event(type, condition = () => true) {
    const find = () => {
      const at = this.#events.findIndex((e) => e.event === type && condition(e.body));
      return at < 0 ? undefined : this.#events.splice(at, 1)[0].body ?? {};
    };
    let wake;
    const arrived = new Promise((resolve) => {
      wake = () => {
        const found = find();
        if (found === undefined) return;
        this.#waiting.delete(wake);
        resolve(found);
      };
      this.#waiting.add(wake);
      wake();
    });
    try {
      return await within(this.#untilEnd(arrived, `the event ${type}`), `event ${type}; there are: ${this.#events.map((e) => e.event).join(' ')}`);
    } finally {
      this.#waiting.delete(wake);
    }
  }

  /** All that was written so far, of a category. */
  output(category) {
    const of = (e) => e.event === 'output' && (e.body.category ?? 'console') === category;
    return this.#events.filter(of).map((e) => e.body.output).join('');
  }

  /** The events of a type that were not taken. */
  left(type) {
    return this.#events.filter((e) => e.event === type).map((e) => e.body);
  }

  /** Greets the adapter as an editor does that can do everything; returns the capabilities. */
  async initialize(more = {}) {
    return this.ask('initialize', {
      clientID: 'test', clientName: 'Test', adapterID: 'wdbg', locale: 'en', pathFormat: 'path', linesStartAt1: true, columnsStartAt1: true,
      supportsVariableType: true, supportsVariablePaging: true, supportsMemoryReferences: true, supportsInvalidatedEvent: true,
      supportsMemoryEvent: true, supportsProgressReporting: true, ...more,
    });
  }

  /** Starts a program: greets, launches it, configures the session, and lets it run. */
  async launchProgram(attributes, configure = async () => {}, greeting = {}) {
    const capabilities = await this.initialize(greeting);
    const launched = this.ask('launch', attributes);
    await Promise.race([this.event('initialized'), launched.then(() => new Promise(() => {}))]);
    await configure(this);
    await Promise.all([this.ask('configurationDone'), launched]);
    return capabilities;
  }

  /** Sets the breakpoints of a file: names of marks, lines, or {mark, condition, hitCondition, logMessage}. */
  async breakAt(file, ...places) {
    const breakpoints = places.map((place) => {
      const { mark: name, ...more } = typeof place === 'object' ? place : { mark: place };
      return { line: typeof name === 'number' ? name : mark(file, name), ...more };
    });
    const body = await this.ask('setBreakpoints', { source: { path: file }, breakpoints });
    assert.equal(body.breakpoints.length, places.length);
    return body.breakpoints;
  }

  /** Waits for the program to stop for a reason, at a mark of a file where one is given; returns where it stands. */
  async stopped(reason, file, name) {
    const event = await this.event('stopped');
    assert.equal(event.reason, reason, JSON.stringify(event));
    const { stackFrames: frames } = await this.ask('stackTrace', { threadId: event.threadId, startFrame: 0, levels: 20 });
    if (file) this.#standsAt(frames[0], file, name);
    return { event, threadId: event.threadId, frames, top: frames[0] };
  }

  #standsAt(frame, file, name) {
    assert.equal(frame.source?.path, file, JSON.stringify(frame));
    if (name !== undefined) assert.equal(frame.line, mark(file, name), `${JSON.stringify(frame)} is not at ${name}`);
  }

  /** Asks for something that makes the program run, and waits until it has stopped for a reason. */
  async go(command, args, ...where) {
    await this.ask(command, args);
    return this.stopped(...where);
  }

  /** Lets the program go on and waits until it has ended; returns its exit code. */
  async finish(threadId = 1) {
    await this.ask('continue', { threadId });
    return this.exited();
  }

  /** Waits until the program has ended; returns its exit code. */
  async exited() {
    const { exitCode } = await this.event('exited');
    await this.event('terminated');
    return exitCode;
  }

  /** The scopes of a frame, by name. */
  async scopes(frameId) {
    const { scopes } = await this.ask('scopes', { frameId });
    return new Map(scopes.map((s) => [s.name, s]));
  }

  /** The variables below a reference, by name. */
  async variables(variablesReference, more = {}) {
    const { variables } = await this.ask('variables', { variablesReference, ...more });
    return new Map(variables.map((v) => [v.name, v]));
  }

  /** The variables of a scope of a frame, by name. */
  async inScope(frame, scope) {
    const found = (await this.scopes(frame.id)).get(scope);
    assert.ok(found, `there is no scope ${scope}`);
    return this.variables(found.variablesReference);
  }

  async evaluate(expression, frame, context = 'watch', more = {}) {
    return this.ask('evaluate', { expression, context, ...(frame && { frameId: frame.id }), ...more });
  }

  /** Ends the session and its process, however they are. */
  close() {
    this.process?.kill();
    this.socket?.destroy();
  }

  assertProtocol() {
    assert.deepEqual(this.violations, [], 'messages of the adapter are not as the protocol wants them');
  }
}

/** A test with an adapter of its own, whose messages all have to be right. */
export function adapter(name, body) {
  test(name, { timeout: 4 * patience }, async () => {
    const client = Client.start();
    try {
      await body(client);
    } catch (error) {
      client.close();
      if (client.violations.length > 0) error.stack += `\nand: ${client.violations.join('\n')}`;
      if (client.process.errors) error.stack += `\nwith on standard error: ${client.process.errors}`;
      throw error;
    }
    client.close();
    client.assertProtocol();
  });
}
