// Steps: over, in, out, by statement, line and instruction.

import assert from 'node:assert/strict';
import { adapter, fixture, mark } from '../client.js';

const at = (name) => ({ source: fixture('debug', 'steps', `${name}.c`), program: fixture('debug', 'steps', `${name}_O0.wasm`) });
const flow = at('flow');
const recursion = at('recursion');

/** Starts a program and waits until it stands at a mark. */
async function standAt(dc, { program, source }, name) {
  await dc.launchProgram({ program }, () => dc.breakAt(source, name));
  const stop = await dc.stopped('breakpoint', source, name);
  await dc.breakAt(source);
  return stop;
}

adapter('next goes to the next line and over calls', async (dc) => {
  const { threadId, top } = await standAt(dc, flow, 'nest');
  for (let line = top.line + 1; line <= top.line + 3; line++) {
    const { top: now } = await dc.go('next', { threadId }, 'step', flow.source);
    assert.equal(now.line, line);
    assert.match(now.name, /^main/);
  }
});

adapter('stepIn goes into a call, stepOut comes back', async (dc) => {
  const { threadId } = await standAt(dc, flow, 'nest');
  const { top } = await dc.go('stepIn', { threadId }, 'step', flow.source, 'twice');
  assert.match(top.name, /^twice/);
  const back = await dc.go('stepOut', { threadId }, 'step', flow.source, 'nest');
  assert.match(back.top.name, /^main/);
});

adapter('a step can go into one of several calls', async (dc) => {
  const { threadId, top } = await standAt(dc, flow, 'nest');
  const { targets } = await dc.ask('stepInTargets', { frameId: top.id });
  assert.ok(targets.length >= 3, JSON.stringify(targets));
  const target = targets.find((t) => /\badd\b/.test(t.label));
  assert.ok(target, JSON.stringify(targets));
  const { top: now } = await dc.go('stepIn', { threadId, targetId: target.id }, 'step', flow.source, 'add');
  assert.match(now.name, /^add/);
});

adapter('a step goes over recursion', async (dc) => {
  const { threadId, frames } = await standAt(dc, recursion, 'fib');
  const next = await dc.go('next', { threadId }, 'step', recursion.source);
  const after = await dc.go('next', { threadId }, 'step', recursion.source);
  assert.equal(after.frames.length, frames.length);
  assert.ok(after.top.line > next.top.line);
});

adapter('an instruction is a step', async (dc) => {
  const { threadId, top } = await standAt(dc, flow, 'add');
  const { instructions } = await dc.ask('disassemble', { memoryReference: top.instructionPointerReference, instructionOffset: 0, instructionCount: 3 });
  const { top: one } = await dc.go('next', { threadId, granularity: 'instruction' }, 'step');
  assert.equal(one.instructionPointerReference, instructions[1].address);
  const { top: two } = await dc.go('stepIn', { threadId, granularity: 'instruction' }, 'step');
  assert.equal(two.instructionPointerReference, instructions[2].address);
});

adapter('statements of a line are steps', async (dc) => {
  const loops = at('loops');
  const { threadId, top } = await standAt(dc, loops, 'several');
  const { top: line } = await dc.go('next', { threadId, granularity: 'line' }, 'step', loops.source);
  assert.equal(line.line, top.line + 1);
  const { top: statement } = await dc.go('next', { threadId, granularity: 'statement' }, 'step', loops.source);
  assert.ok(statement.line > line.line || statement.column > line.column);
});

adapter('a breakpoint ends a step', async (dc) => {
  const { threadId } = await standAt(dc, flow, 'nest');
  await dc.breakAt(flow.source, 'plus');
  await dc.go('next', { threadId }, 'breakpoint', flow.source, 'plus');
});

adapter('a step at the end of main ends in its caller or with the program', async (dc) => {
  const { threadId } = await standAt(dc, flow, 'end');
  await dc.ask('stepOut', { threadId });
  const ended = await Promise.race([dc.event('stopped').then(() => false), dc.event('terminated').then(() => true)]);
  if (!ended) assert.equal(await dc.finish(threadId), 0);
});

adapter('goto moves within the function', async (dc) => {
  const { threadId, top } = await standAt(dc, flow, 'add');
  const { targets } = await dc.ask('gotoTargets', { source: { path: flow.source }, line: top.line + 1 });
  assert.ok(targets.length > 0);
  const { top: now } = await dc.go('goto', { threadId, targetId: targets[0].id }, 'goto', flow.source);
  assert.equal(now.line, top.line + 1);
});

adapter('goto does not leave the function', async (dc) => {
  const { threadId } = await standAt(dc, flow, 'add');
  assert.match(await dc.refused('gotoTargets', { source: { path: flow.source }, line: mark(flow.source, 'end') }), /main/);
  await dc.refused('goto', { threadId, targetId: 77 });
});

adapter('a frame starts again', async (dc) => {
  const { threadId, top } = await standAt(dc, flow, 'add');
  await dc.go('next', { threadId }, 'step', flow.source);
  const { stackFrames } = await dc.ask('stackTrace', { threadId });
  await dc.ask('restartFrame', { frameId: stackFrames[0].id });
  const { top: now } = await dc.stopped('restart', flow.source);
  assert.match(now.name, /^add/);
  assert.ok(now.line <= top.line);
});
