// What editors differ in, what else a program is launched with, and what no editor should send.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { pathToFileURL } from 'node:url';
import { adapter, fixture, mark, within } from '../client.js';

const flow = { source: fixture('debug', 'steps', 'flow.c'), program: fixture('debug', 'steps', 'flow_O0.wasm') };
const wait = { source: fixture('debug', 'wait', 'wait.c'), program: fixture('debug', 'wait', 'wait_O0.wasm') };
const hello = fixture('programs', 'c', 'hello', 'main_O0.wasm');

adapter('lines and columns count from 0 where the editor does', async (dc) => {
  await dc.launchProgram({ program: flow.program }, async () => {
    const line = mark(flow.source, 'add') - 1;
    const { breakpoints } = await dc.ask('setBreakpoints', { source: { path: flow.source }, breakpoints: [{ line }] });
    assert.equal(breakpoints[0].line, line);
  }, { linesStartAt1: false, columnsStartAt1: false });
  const { top } = await dc.stopped('breakpoint');
  assert.equal(top.line, mark(flow.source, 'add') - 1);
  assert.equal(top.column, 14);
});

adapter('paths are URIs where the editor wants them', async (dc) => {
  const uri = pathToFileURL(flow.source).href;
  await dc.launchProgram({ program: flow.program }, async () => {
    const { breakpoints } = await dc.ask('setBreakpoints', { source: { path: uri }, breakpoints: [{ line: mark(flow.source, 'add') }] });
    assert.equal(breakpoints[0].verified, true, breakpoints[0].message);
  }, { pathFormat: 'uri' });
  const { top } = await dc.stopped('breakpoint');
  assert.equal(top.source.path, uri);
});

adapter('an editor that can do little gets no more than that', async (dc) => {
  await dc.ask('initialize', { adapterID: 'wdbg' });
  const launched = dc.ask('launch', { program: flow.program });
  await dc.event('initialized');
  await dc.breakAt(flow.source, 'add');
  await Promise.all([dc.ask('configurationDone'), launched]);
  const { top } = await dc.stopped('breakpoint', flow.source, 'add');
  const a = (await dc.inScope(top, 'Arguments')).get('a');
  assert.equal(a.value, '2');
  for (const field of ['type', 'memoryReference', 'indexedVariables', 'namedVariables']) assert.equal(a[field], undefined, field);
  await dc.evaluate('-exec print a = 5', top, 'repl');
  for (const event of ['invalidated', 'memory', 'progressStart']) assert.deepEqual(dc.left(event), []);
});

adapter('a program has its streams in a terminal of the editor', async (dc) => {
  let closed;
  let shown = '';
  dc.on('reverse request', (request) => {
    assert.equal(request.command, 'runInTerminal');
    assert.equal(request.arguments.kind, 'integrated');
    const [command, ...args] = request.arguments.args;
    const terminal = spawn(command, args, { cwd: request.arguments.cwd, env: { ...process.env, ...request.arguments.env } });
    terminal.stdout.on('data', (data) => (shown += data));
    terminal.stderr.on('data', (data) => (shown += data));
    closed = once(terminal, 'close');
    terminal.stdin.end('one\ntwo words\n');
    dc.respond(request, { processId: terminal.pid });
  });
  await dc.launchProgram({ program: hello, console: 'integratedTerminal' }, async () => {}, { supportsRunInTerminalRequest: true });
  assert.equal(await dc.exited(), 0);
  await dc.ask('disconnect', {});
  await within(closed, 'end of the terminal');
  assert.match(shown, /1 {3}3 one[^]*2 {3}9 two words/);
  assert.match(shown, /read 2 lines/);
  assert.equal(dc.output('stdout'), '');
});

adapter('where the editor has no terminals the output is in the console', async (dc) => {
  await dc.launchProgram({ program: hello, console: 'integratedTerminal' });
  assert.equal(await dc.exited(), 0);
  assert.match(dc.output('stdout'), /hello, world/);
});

adapter('errors of the heap stop', async (dc) => {
  await dc.launchProgram({ program: fixture('debug', 'heap', 'heap_O0.wasm'), args: ['double'], heap: true }, () => dc.ask('setExceptionBreakpoints', { filters: ['heap'] }));
  const { threadId, frames } = await dc.stopped('exception');
  assert.ok(frames.some((f) => f.name.startsWith('double_free')));
  assert.match((await dc.ask('exceptionInfo', { threadId })).description, /double free/);
});

adapter('an exception that nothing catches stops where it is thrown', async (dc) => {
  const program = fixture('programs', 'cpp', 'exceptions', 'main_exnref.wasm');
  await dc.launchProgram({ program, args: ['uncaught'] }, () => dc.ask('setExceptionBreakpoints', { filters: ['uncaught'] }));
  const { threadId, frames } = await dc.stopped('exception');
  assert.match(frames.map((f) => f.name).join(' '), /throw/);
  const info = await dc.ask('exceptionInfo', { threadId });
  assert.match(info.breakMode, /unhandled/i);
});

adapter('modules are linked', async (dc) => {
  const link = { lib: fixture('programs', 'wat', 'link', 'lib.wasm') };
  await dc.launchProgram({ program: fixture('programs', 'wat', 'link', 'main.wasm'), link, invoke: 'back_and_forth', args: ['12'], stopOnEntry: true });
  const { threadId } = await dc.stopped('entry');
  const { modules } = await dc.ask('modules', {});
  assert.ok(modules.some((m) => m.path === link.lib));
  assert.equal(await dc.finish(threadId), 0);
});

adapter('memory that does not exist is a trap', async (dc) => {
  await dc.launchProgram({ program: fixture('programs', 'c', 'traps', 'main_O0.wasm'), args: ['load'] });
  const { threadId } = await dc.stopped('exception');
  assert.match((await dc.ask('exceptionInfo', { threadId })).description, /out of bounds/);
});

adapter('a command that runs for ever is cancelled', async (dc) => {
  await dc.launchProgram({ program: wait.program, args: ['loop'], stopOnEntry: true });
  const { top } = await dc.stopped('entry');
  const seq = dc.sequence;
  const running = dc.evaluate('-exec continue', top, 'repl').catch((error) => error);
  await dc.event('continued');
  await dc.ask('cancel', { requestId: seq }).catch(() => {});
  await dc.ask('pause', { threadId: 1 }).catch(() => {});
  await running;
  await dc.event('stopped');
});

adapter('what is not offered is refused with a reason', async (dc) => {
  await dc.launchProgram({ program: flow.program, stopOnEntry: true });
  await dc.stopped('entry');
  for (const [command, args] of [['stepBack', { threadId: 1 }], ['reverseContinue', { threadId: 1 }], ['terminateThreads', { threadIds: [1] }]]) {
    assert.ok((await dc.refused(command, args)).length > 10, command);
  }
  assert.match(await dc.askAnything('no such request', {}).catch((e) => e.message), /no such request/);
});

const wrong = {
  'negative counts': ['stackTrace', { threadId: 1, startFrame: -5, levels: -1 }],
  'fractions': ['stackTrace', { threadId: 1.5 }],
  'text for numbers': ['scopes', { frameId: 'one' }],
  'an array for arguments': ['threads', [1, 2, 3]],
  'numbers beyond 64 bits': ['variables', { variablesReference: 1e300 }],
  'a huge page': ['variables', { variablesReference: 1, start: 2 ** 31, count: 2 ** 31 }],
  'an endless disassembly': ['disassemble', { memoryReference: '0x0', instructionCount: 2 ** 40 }],
  'all of memory and more': ['readMemory', { memoryReference: '0x0', count: 2 ** 50 }],
  'bytes that are not base64': ['writeMemory', { memoryReference: '0x0', data: '!!' }],
  'no arguments': ['setBreakpoints', undefined],
  'null': ['evaluate', { expression: null, frameId: null }],
};
for (const [name, [command, args]] of Object.entries(wrong)) {
  adapter(`${name} in ${command} leave the adapter alive`, async (dc) => {
    await dc.launchProgram({ program: flow.program, stopOnEntry: true });
    const { threadId } = await dc.stopped('entry');
    await dc.askAnything(command, args).catch((error) => assert.ok(error.message));
    assert.ok((await dc.ask('threads')).threads.length > 0);
    assert.equal(await dc.finish(threadId), 0);
  });
}

adapter('messages that are none leave the adapter alive', async (dc) => {
  await dc.initialize();
  for (const text of ['Content-Length: 3\r\n\r\n{]}', 'Content-Length: 2\r\n\r\n[]', 'Content-Length: 4\r\n\r\nnull', 'Content-Type: x\r\nContent-Length: 2\r\n\r\n{}']) dc.write(text);
  const launched = dc.ask('launch', { program: flow.program });
  await dc.event('initialized');
  await Promise.all([dc.ask('configurationDone'), launched]);
  assert.equal(await dc.exited(), 0);
  dc.violations = dc.violations.filter((v) => !/"request_seq":0/.test(v)); // there is no request to name
});
