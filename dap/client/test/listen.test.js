// The adapter as a server.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import test from 'node:test';
import { Client, fixture, listen, within } from '../client.js';

const flow = { source: fixture('debug', 'steps', 'flow.c'), program: fixture('debug', 'steps', 'flow_O0.wasm') };
const wait = fixture('debug', 'wait', 'wait_O0.wasm');

/** A test with a server and a number of its clients. */
function server(name, { args = [], env = {}, clients = 1 }, body) {
  test(name, { timeout: 120_000 }, async () => {
    const running = await listen(args, env);
    const all = [];
    try {
      for (let i = 0; i < clients; i++) all.push(await Client.connect(running.port));
      await body(...all, running);
    } catch (error) {
      error.stack += `\nwith on standard error: ${running.errors}`;
      throw error;
    } finally {
      for (const dc of all) dc.close();
      running.kill();
    }
    for (const dc of all) dc.assertProtocol();
  });
}

server('two sessions are served at once', { clients: 2 }, async (one, two) => {
  await one.launchProgram({ program: flow.program }, () => one.breakAt(flow.source, 'twice'));
  await two.launchProgram({ program: flow.program }, () => two.breakAt(flow.source, 'end'));
  const first = await one.stopped('breakpoint', flow.source, 'twice');
  const second = await two.stopped('breakpoint', flow.source, 'end');
  await one.evaluate('x = 50', first.top, 'repl');
  assert.equal((await two.evaluate('a', second.top)).result, '5');
  assert.equal(await two.finish(second.threadId), 0);
  await one.breakAt(flow.source);
  assert.equal(await one.finish(first.threadId), 0);
});

server('a client that vanishes takes its program along, and no other', { clients: 2 }, async (one, two) => {
  await one.launchProgram({ program: wait, args: ['loop'] });
  await two.launchProgram({ program: flow.program, stopOnEntry: true });
  await two.stopped('entry');
  one.socket.destroy();
  assert.equal(await two.finish(), 0);
});

server('a session after another', { clients: 1 }, async (one, running) => {
  await one.launchProgram({ program: flow.program });
  assert.equal(await one.exited(), 0);
  await one.ask('disconnect', {});
  await within(one.ended, 'end of the connection');
  const two = await Client.connect(running.port);
  try {
    await two.launchProgram({ program: flow.program });
    assert.equal(await two.exited(), 0);
    two.assertProtocol();
  } finally {
    two.close();
  }
});

server('--once ends the server after the first session', { args: ['--once'] }, async (one, running) => {
  await one.launchProgram({ program: flow.program });
  assert.equal(await one.exited(), 0);
  await one.ask('disconnect', {});
  assert.equal(await running.end(), 0);
});

for (const [how, options] of [['an option', { args: ['--auth-token', 'secret'] }], ['the environment', { env: { WDBG_AUTH_TOKEN: 'secret' } }]]) {
  server(`nothing runs without the token of ${how}`, { ...options, clients: 3 }, async (none, wrong, right) => {
    for (const [dc, more] of [[none, {}], [wrong, { authToken: 'guess' }]]) {
      await dc.initialize();
      const said = await dc.refused('launch', { program: flow.program, ...more });
      assert.match(said, /token/i);
      assert.ok(!said.includes('secret'));
    }
    await right.launchProgram({ program: flow.program, authToken: 'secret' });
    assert.equal(await right.exited(), 0);
  });
}

test('an address that is not loopback needs a token', async () => {
  const child = spawn(process.env.WDBG, ['dap', '--listen', '0.0.0.0:0'], { env: { ...process.env, WDBG_AUTH_TOKEN: '' } });
  let errors = '';
  child.stderr.on('data', (data) => (errors += data));
  try {
    const [code] = await within(once(child, 'exit'), 'end of the server');
    assert.notEqual(code, 0);
    assert.match(errors, /token/i);
  } finally {
    child.kill('SIGKILL');
  }
});
