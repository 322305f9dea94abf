// Breakpoints: on lines, functions and instructions, with conditions, counts and messages.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { adapter, fixture, mark } from '../client.js';

const loops = { source: fixture('debug', 'steps', 'loops.c'), program: fixture('debug', 'steps', 'loops_O0.wasm') };
const flow = { source: fixture('debug', 'steps', 'flow.c'), program: fixture('debug', 'steps', 'flow_O0.wasm') };

const launch = (dc, { program, source }, ...places) => dc.launchProgram({ program }, async () => {
  for (const bp of await dc.breakAt(source, ...places)) {
    assert.equal(bp.verified, true, bp.message);
    assert.ok(Number.isInteger(bp.id));
  }
});

adapter('a breakpoint stops on its line each time', async (dc) => {
  await launch(dc, loops, 'body');
  for (const i of ['0', '1', '2']) {
    const { event, top } = await dc.stopped('breakpoint', loops.source, 'body');
    assert.equal(event.hitBreakpointIds.length, 1);
    assert.equal((await dc.evaluate('i', top)).result, i);
    await dc.ask('continue', { threadId: event.threadId });
  }
  assert.equal(await dc.exited(), 0);
});

adapter('a line without code moves the breakpoint to the next one', async (dc) => {
  const comment = readFileSync(flow.source, 'utf8').split('\n').findIndex((l) => l.includes('// fall through')) + 1;
  await dc.launchProgram({ program: flow.program }, async () => {
    const [bp] = await dc.breakAt(flow.source, { mark: comment });
    assert.equal(bp.verified, true, bp.message);
    assert.ok(bp.line > comment && bp.line <= comment + 2, `line ${bp.line}`);
  });
  await dc.stopped('breakpoint', flow.source);
});

adapter('a breakpoint in a file that no module has waits', async (dc) => {
  await dc.launchProgram({ program: flow.program }, async () => {
    const { breakpoints } = await dc.ask('setBreakpoints', { source: { path: fixture('elsewhere.c') }, breakpoints: [{ line: 3 }] });
    assert.equal(breakpoints[0].verified, false);
    assert.ok(breakpoints[0].message);
  });
  assert.equal(await dc.exited(), 0);
});

adapter('a condition decides', async (dc) => {
  await launch(dc, loops, { mark: 'body', condition: 'i == 2' }, { mark: 'inner', condition: 'count > 1000' });
  const { top, threadId } = await dc.stopped('breakpoint', loops.source, 'body');
  assert.equal((await dc.evaluate('i', top)).result, '2');
  assert.equal(await dc.finish(threadId), 0);
});

adapter('a condition that cannot be evaluated is said', async (dc) => {
  await dc.launchProgram({ program: loops.program }, async () => {
    const [bp] = await dc.breakAt(loops.source, { mark: 'body', condition: 'i ==' });
    assert.equal(bp.verified, false);
    assert.ok(bp.message);
  });
  assert.equal(await dc.exited(), 0);
});

adapter('hits are counted', async (dc) => {
  await launch(dc, loops, { mark: 'body', hitCondition: '3' });
  const { top, threadId } = await dc.stopped('breakpoint', loops.source, 'body');
  assert.equal((await dc.evaluate('i', top)).result, '2');
  await dc.breakAt(loops.source);
  assert.equal(await dc.finish(threadId), 0);
});

adapter('a log point writes and does not stop', async (dc) => {
  await launch(dc, loops, { mark: 'body', logMessage: 'i is {i}, {{sum}} is {sum}' });
  const written = [];
  for (let i = 0; i < 3; i++) {
    const body = await dc.event('output', ({ output }) => /i is/.test(output));
    written.push(body.output.trim());
    assert.equal(body.source?.path, loops.source);
    assert.equal(body.line, mark(loops.source, 'body'));
  }
  assert.equal(await dc.exited(), 0);
  assert.deepEqual(written.map((w) => /i is (\d)/.exec(w)[1]), ['0', '1', '2']);
  assert.deepEqual(written.map((w) => /is (\d)$/.exec(w)[1]), ['0', '0', '1']);
});

adapter('a function has a breakpoint', async (dc) => {
  await dc.launchProgram({ program: flow.program }, async () => {
    const { breakpoints } = await dc.ask('setFunctionBreakpoints', { breakpoints: [{ name: 'plus_one', condition: 'x == 5' }, { name: 'no_such_function' }] });
    assert.equal(breakpoints[0].verified, true, breakpoints[0].message);
    assert.equal(breakpoints[1].verified, false);
    assert.ok(breakpoints[1].message);
  });
  const { top, event } = await dc.stopped('function breakpoint', flow.source, 'plus');
  assert.match(top.name, /^plus_one/);
  assert.equal((await dc.evaluate('x', top)).result, '5');
  await dc.ask('setFunctionBreakpoints', { breakpoints: [] });
  assert.equal(await dc.finish(event.threadId), 0);
});

adapter('an instruction has a breakpoint', async (dc) => {
  await launch(dc, flow, 'add');
  const { top, threadId } = await dc.stopped('breakpoint', flow.source, 'add');
  const { instructions } = await dc.ask('disassemble', { memoryReference: top.instructionPointerReference, instructionOffset: 0, instructionCount: 4 });
  const { breakpoints } = await dc.ask('setInstructionBreakpoints', { breakpoints: [{ instructionReference: instructions[3].address }] });
  assert.equal(breakpoints[0].verified, true, breakpoints[0].message);
  const { top: then, event } = await dc.go('continue', { threadId }, 'instruction breakpoint');
  assert.equal(then.instructionPointerReference, instructions[3].address);
  assert.deepEqual(event.hitBreakpointIds, [breakpoints[0].id]);
});

adapter('breakpoints can be set while the program stands and be taken away', async (dc) => {
  await launch(dc, flow, 'add');
  const { threadId } = await dc.stopped('breakpoint', flow.source, 'add');
  const [kept] = await dc.breakAt(flow.source, 'end');
  assert.equal(kept.verified, true);
  const { event } = await dc.go('continue', { threadId }, 'breakpoint', flow.source, 'end');
  assert.deepEqual(event.hitBreakpointIds, [kept.id]);
  assert.equal(await dc.finish(threadId), 0);
});

adapter('there are places for breakpoints in a line', async (dc) => {
  const line = mark(loops.source, 'body') - 1; // the head of the loop
  await dc.launchProgram({ program: loops.program }, async () => {
    const { breakpoints } = await dc.ask('breakpointLocations', { source: { path: loops.source }, line });
    assert.ok(breakpoints.length >= 2, JSON.stringify(breakpoints));
    assert.ok(breakpoints.every((b) => b.line === line && b.column > 0));
    const [, second] = breakpoints.map((b) => b.column).sort((a, b) => a - b);
    const [bp] = await dc.breakAt(loops.source, { mark: line, column: second });
    assert.equal(bp.verified, true, bp.message);
    assert.equal(bp.column, second);
  });
  for (const i of ['0', '1']) { // the condition, once a turn
    const { top, threadId } = await dc.stopped('breakpoint', loops.source);
    assert.equal(top.line, line);
    assert.equal((await dc.evaluate('i', top)).result, i);
    await dc.ask('continue', { threadId });
  }
});
