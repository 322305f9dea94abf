// Traps, exceptions, and data that changes.

import assert from 'node:assert/strict';
import { adapter, fixture } from '../client.js';

const steps = (name, ext) => ({ source: fixture('debug', 'steps', `${name}.${ext}`), program: fixture('debug', 'steps', `${name}_O0.wasm`) });
const trap = steps('trap', 'c');
const thrown = steps('exceptions', 'cpp');
const watch = { source: fixture('debug', 'watch', 'watch.c'), program: fixture('debug', 'watch', 'watch_O0.wasm') };

adapter('a trap stops with its explanation', async (dc) => {
  await dc.launchProgram({ program: trap.program });
  const { event, top, threadId } = await dc.stopped('exception', trap.source, 'divide');
  assert.match(top.name, /^quotient/);
  assert.match(`${event.description} ${event.text}`, /divide by zero/);
  const info = await dc.ask('exceptionInfo', { threadId });
  assert.ok(info.exceptionId);
  assert.match(info.description, /divide by zero/);
  assert.match(info.details.stackTrace, /quotient[^]*main/);
  assert.equal((await dc.evaluate('b', top)).result, '0');
  await dc.ask('continue', { threadId });
  assert.equal(await dc.exited(), 134);
});

adapter('a trap ends the program where it does not stop', async (dc) => {
  await dc.launchProgram({ program: trap.program, stopOnTrap: false });
  assert.equal(await dc.exited(), 134);
  assert.match(dc.output('stderr') + dc.output('console') + dc.output('important'), /divide by zero/);
});

/** Starts the program that throws, with exception filters as an editor sends them. */
async function launchThrowing(dc, args) {
  let filters;
  dc.on('initialized', () => {});
  await dc.launchProgram({ program: thrown.program }, async () => {
    filters = await dc.ask('setExceptionBreakpoints', args);
  });
  return filters?.breakpoints;
}

adapter('exceptions stop where they are thrown', async (dc) => {
  await launchThrowing(dc, { filters: ['throw'] });
  const { threadId, frames } = await dc.stopped('exception');
  assert.ok(frames.some((f) => /^thrower/.test(f.name)));
  const info = await dc.ask('exceptionInfo', { threadId });
  assert.match(`${info.exceptionId} ${info.description}`, /Error|tag/);
  assert.ok(['always', 'userUnhandled', 'unhandled', 'never'].includes(info.breakMode));
  await dc.ask('setExceptionBreakpoints', { filters: [] });
  assert.equal(await dc.finish(threadId), 0);
});

adapter('exceptions that are caught do not stop as uncaught', async (dc) => {
  await launchThrowing(dc, { filters: ['uncaught'] });
  assert.equal(await dc.exited(), 0);
  assert.deepEqual(dc.left('stopped'), []);
});

adapter('a filter has a condition', async (dc) => {
  const can = await dc.initialize();
  const filter = can.exceptionBreakpointFilters.find((f) => f.supportsCondition);
  assert.ok(filter, 'no filter supports a condition');
  const launched = dc.ask('launch', { program: thrown.program });
  await dc.event('initialized');
  const answer = await dc.ask('setExceptionBreakpoints', { filters: [], filterOptions: [{ filterId: filter.filter, condition: '1 == 2' }] });
  if (answer?.breakpoints) assert.ok(answer.breakpoints.every((b) => b.verified));
  await Promise.all([launched, dc.ask('configurationDone')]);
  assert.equal(await dc.exited(), 0);
  assert.deepEqual(dc.left('stopped'), []);
});

adapter('a filter that does not exist is said', async (dc) => {
  const breakpoints = await launchThrowing(dc, { filters: ['no such filter'] }).catch((error) => error);
  if (breakpoints instanceof Error) assert.match(breakpoints.message, /no such filter/);
  else assert.equal(breakpoints?.[0].verified, false);
});

adapter('a variable that changes stops the program', async (dc) => {
  await dc.launchProgram({ program: watch.program }, () => dc.breakAt(watch.source, 'main'));
  const { top, threadId } = await dc.stopped('breakpoint', watch.source, 'main');
  const { variablesReference } = (await dc.scopes(top.id)).get('Globals');
  const info = await dc.ask('dataBreakpointInfo', { variablesReference, name: 'counter' });
  assert.ok(info.dataId, info.description);
  assert.ok(info.accessTypes.includes('write'));
  const { breakpoints } = await dc.ask('setDataBreakpoints', { breakpoints: [{ dataId: info.dataId, accessType: 'write' }] });
  assert.equal(breakpoints[0].verified, true, breakpoints[0].message);
  for (const value of ['1', '3']) {
    const stop = await dc.go('continue', { threadId }, 'data breakpoint', watch.source);
    assert.match(stop.top.name, /^count/);
    assert.deepEqual(stop.event.hitBreakpointIds, [breakpoints[0].id]);
    assert.equal((await dc.evaluate('counter', stop.top)).result, value);
  }
  await dc.ask('setDataBreakpoints', { breakpoints: [] });
  assert.equal(await dc.finish(threadId), 0);
});

adapter('a part of an array that is written through a pointer stops the program', async (dc) => {
  await dc.launchProgram({ program: watch.program }, () => dc.breakAt(watch.source, 'main'));
  const { top, threadId } = await dc.stopped('breakpoint', watch.source, 'main');
  const info = await dc.ask('dataBreakpointInfo', { frameId: top.id, name: 'values[2]' });
  assert.ok(info.dataId, info.description);
  await dc.ask('setDataBreakpoints', { breakpoints: [{ dataId: info.dataId, accessType: 'write' }] });
  const { top: now } = await dc.go('continue', { threadId }, 'data breakpoint', watch.source);
  assert.match(now.name, /^stray/);
});

adapter('bytes at an address are watched', async (dc) => {
  await dc.launchProgram({ program: watch.program }, () => dc.breakAt(watch.source, 'main'));
  const { top, threadId } = await dc.stopped('breakpoint', watch.source, 'main');
  const { memoryReference } = await dc.evaluate('counter', top);
  assert.ok(memoryReference);
  const info = await dc.ask('dataBreakpointInfo', { name: memoryReference, asAddress: true, bytes: 4 });
  assert.ok(info.dataId, info.description);
  await dc.ask('setDataBreakpoints', { breakpoints: [{ dataId: info.dataId, accessType: 'write' }] });
  const { top: now } = await dc.go('continue', { threadId }, 'data breakpoint', watch.source);
  assert.match(now.name, /^count/);
});

adapter('what cannot be watched is said', async (dc) => {
  await dc.launchProgram({ program: watch.program }, () => dc.breakAt(watch.source, 'main'));
  const { top } = await dc.stopped('breakpoint', watch.source, 'main');
  const info = await dc.ask('dataBreakpointInfo', { frameId: top.id, name: '1 + 1' });
  assert.equal(info.dataId, null);
  assert.ok(info.description);
});
