// Programs that do not end by themselves, and clients that leave.

import assert from 'node:assert/strict';
import { adapter, fixture } from '../client.js';

const wait = { source: fixture('debug', 'wait', 'wait.c'), program: fixture('debug', 'wait', 'wait_O0.wasm') };
const flow = { source: fixture('debug', 'steps', 'flow.c'), program: fixture('debug', 'steps', 'flow_O0.wasm') };

const loop = (dc, more) => dc.launchProgram({ program: wait.program, args: ['loop'], ...more });

adapter('an endless loop is paused and goes on', async (dc) => {
  await loop(dc);
  const { top, threadId } = await dc.go('pause', { threadId: 1 }, 'pause', wait.source);
  assert.match(top.name, /^spin/);
  const turns = BigInt((await dc.evaluate('turns', top)).result);
  await dc.ask('continue', { threadId });
  const { top: later } = await dc.go('pause', { threadId }, 'pause', wait.source);
  assert.ok(BigInt((await dc.evaluate('turns', later)).result) >= turns);
});

adapter('a running program takes breakpoints', async (dc) => {
  await loop(dc);
  const [bp] = await dc.breakAt(wait.source, 'spin');
  assert.equal(bp.verified, true, bp.message);
  await dc.stopped('breakpoint', wait.source, 'spin');
});

adapter('what needs a program that stands is refused while it runs', async (dc) => {
  await loop(dc);
  for (const [command, args] of [['scopes', { frameId: 1 }], ['variables', { variablesReference: 1 }], ['next', { threadId: 1 }], ['stackTrace', { threadId: 1 }]]) {
    assert.ok(await dc.refused(command, args), command);
  }
  await dc.go('pause', { threadId: 1 }, 'pause');
});

adapter('terminate ends the program', async (dc) => {
  await loop(dc);
  await dc.ask('terminate', {});
  await dc.event('terminated');
  await dc.ask('disconnect', {});
  assert.equal(await dc.process.end(), 0);
});

adapter('disconnect ends the program and the adapter', async (dc) => {
  await loop(dc);
  await dc.ask('disconnect', { terminateDebuggee: true });
  assert.equal(await dc.process.end(), 0);
});

adapter('disconnect ends a program that stands', async (dc) => {
  await dc.launchProgram({ program: flow.program }, () => dc.breakAt(flow.source, 'add'));
  await dc.stopped('breakpoint');
  await dc.ask('disconnect', {});
  assert.equal(await dc.process.end(), 0);
});

adapter('an adapter whose client vanishes ends', async (dc) => {
  await loop(dc);
  dc.process.child.stdin.destroy();
  dc.process.child.stdout.destroy();
  await dc.process.end();
});

adapter('an adapter whose client vanishes in the middle of a message ends', async (dc) => {
  await loop(dc);
  dc.write('Content-Length: 1000\r\n\r\n{"seq":');
  dc.process.child.stdin.end();
  await dc.process.end();
});

adapter('a restart begins again with the breakpoints', async (dc) => {
  await dc.launchProgram({ program: flow.program }, () => dc.breakAt(flow.source, 'plus'));
  const { top, threadId } = await dc.stopped('breakpoint', flow.source, 'plus');
  await dc.evaluate('one = 5', top, 'repl');
  await dc.ask('restart', {});
  const { top: again } = await dc.stopped('breakpoint', flow.source, 'plus');
  assert.equal((await dc.evaluate('one', again)).result, '1');
  await dc.breakAt(flow.source);
  assert.equal(await dc.finish(threadId), 0);
});

adapter('a restart takes new arguments', async (dc) => {
  await loop(dc);
  await dc.ask('restart', { arguments: { program: wait.program, args: [] } });
  assert.equal(await dc.exited(), 0);
});

adapter('requests before their time are refused', async (dc) => {
  assert.ok(await dc.refused('threads'));
  assert.ok(await dc.refused('launch', { program: flow.program }));
  await dc.initialize();
  assert.ok(await dc.refused('continue', { threadId: 1 }));
  assert.ok(await dc.refused('stackTrace', { threadId: 1 }));
});

adapter('an unknown thread is refused', async (dc) => {
  await dc.launchProgram({ program: flow.program, stopOnEntry: true });
  await dc.stopped('entry');
  assert.match(await dc.refused('stackTrace', { threadId: 77 }), /77/);
  assert.ok(await dc.refused('scopes', { frameId: 123456 }));
  assert.ok(await dc.refused('variables', { variablesReference: 123456 }));
});

adapter('a session that was configured cannot be launched again', async (dc) => {
  await dc.launchProgram({ program: flow.program, stopOnEntry: true });
  await dc.stopped('entry');
  await dc.refused('launch', { program: flow.program });
  await dc.refused('initialize', { adapterID: 'wdbg' });
  assert.equal(await dc.finish(), 0);
});
