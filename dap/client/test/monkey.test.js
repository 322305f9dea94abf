// Requests at random, in and out of order, several under way at once: each has an answer, each message is right, and in the end the program
// runs to its end.

import assert from 'node:assert/strict';
import { adapter, fixture, mark } from '../client.js';

const source = fixture('debug', 'steps', 'loops.c');
const program = fixture('debug', 'steps', 'loops_O0.wasm');

/** A generator of numbers from a seed: the same ones each time. */
function random(seed) {
  return (below) => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

/** The requests, as functions of what is known. */
const requests = [
  (k) => ['continue', { threadId: k.thread }],
  (k) => ['next', { threadId: k.thread }],
  (k) => ['stepIn', { threadId: k.thread, granularity: 'instruction' }],
  (k) => ['stepOut', { threadId: k.thread }],
  (k) => ['pause', { threadId: k.thread }],
  (k) => ['stackTrace', { threadId: k.thread, startFrame: k.small(), levels: k.small() }],
  (k) => ['stackTrace', { threadId: k.thread }],
  (k) => ['scopes', { frameId: k.frame() }],
  (k) => ['variables', { variablesReference: k.reference() }],
  (k) => ['variables', { variablesReference: k.reference(), filter: 'indexed', start: k.small(), count: k.small() }],
  (k) => ['setVariable', { variablesReference: k.reference(), name: 'i', value: String(k.small()) }],
  (k) => ['setExpression', { frameId: k.frame(), expression: 'sum', value: '1' }],
  (k) => ['evaluate', { expression: ['i', 'sum + 1', '1 +', 'info locals', 'nonsense'][k.pick(5)], context: ['watch', 'hover', 'repl'][k.pick(3)], frameId: k.frame() }],
  (k) => ['setBreakpoints', { source: { path: source }, breakpoints: [{ line: mark(source, 'body') + k.small() - 4 }] }],
  () => ['setFunctionBreakpoints', { breakpoints: [{ name: 'nested' }, { name: '?' }] }],
  (k) => ['setExceptionBreakpoints', { filters: ['trap', 'throw'].slice(k.pick(3)) }],
  (k) => ['setDataBreakpoints', { breakpoints: [{ dataId: `nonsense ${k.small()}` }] }],
  (k) => ['dataBreakpointInfo', { name: 'sum', frameId: k.frame() }],
  (k) => ['disassemble', { memoryReference: '0x200', instructionOffset: -k.small(), instructionCount: k.small() }],
  (k) => ['readMemory', { memoryReference: '0x400', offset: k.small() * 100000 - 500000, count: k.small() }],
  (k) => ['gotoTargets', { source: { path: source }, line: mark(source, 'body') + k.small() }],
  (k) => ['goto', { threadId: k.thread, targetId: k.small() }],
  (k) => ['restartFrame', { frameId: k.frame() }],
  (k) => ['stepInTargets', { frameId: k.frame() }],
  (k) => ['completions', { text: 'info ', column: k.small() }],
  (k) => ['exceptionInfo', { threadId: k.thread }],
  (k) => ['locations', { locationReference: k.small() }],
  (k) => ['source', { sourceReference: k.small() }],
  (k) => ['cancel', { requestId: 1 + k.small() }],
  () => ['restart', {}],
  () => ['threads'],
  () => ['modules', {}],
  () => ['loadedSources'],
  () => ['configurationDone'],
  () => ['launch', { program }],
  () => ['initialize', { adapterID: 'wdbg' }],
];

for (const seed of [1, 2, 3, 4, 5, 6]) {
  adapter(`requests at random, ${seed}`, async (dc) => {
    const pick = random(seed);
    const seen = { frames: [1], references: [1] };
    const known = {
      thread: 1, pick, small: () => pick(10),
      frame: () => seen.frames[pick(seen.frames.length)],
      reference: () => seen.references[pick(seen.references.length)],
    };
    const learn = (body) => {
      for (const f of body?.stackFrames ?? []) seen.frames.push(f.id);
      for (const v of [...(body?.scopes ?? []), ...(body?.variables ?? [])]) seen.references.push(v.variablesReference || 1);
    };
    await dc.launchProgram({ program }, () => dc.breakAt(source, 'body', 'inner', 'several'));
    await dc.event('stopped');
    for (let round = 0; round < 60; round++) {
      const answers = [];
      for (let n = 1 + pick(5); n > 0; n--) answers.push(dc.ask(...requests[pick(requests.length)](known)).then(learn, (error) => assert.ok(error.message)));
      await Promise.all(answers);
    }
    await dc.ask('terminate', {}).catch(() => {}); // it may have ended
    await dc.event('terminated');
    await dc.ask('disconnect', {});
    assert.equal(await dc.process.end(), 0);
  });
}
