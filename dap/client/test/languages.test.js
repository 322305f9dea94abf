// Programs of other languages, and optimised ones.

import assert from 'node:assert/strict';
import { adapter, fixture } from '../client.js';

const rust = { source: fixture('debug', 'rust', 'shapes.rs'), program: fixture('debug', 'rust', 'shapes_O0.wasm') };
const script = { source: fixture('debug', 'assemblyscript', 'queue.ts'), program: fixture('debug', 'assemblyscript', 'queue_O0.wasm') };

adapter('Rust: an enum, a vector, a step', async (dc) => {
  await dc.launchProgram({ program: rust.program }, () => dc.breakAt(rust.source, 'end'));
  const { top, threadId } = await dc.stopped('breakpoint', rust.source, 'end');
  const locals = await dc.inScope(top, 'Locals');
  assert.match(locals.get('label').value, /"shapes"/);
  assert.equal(locals.get('factor').value, '120');
  const odd = locals.get('odd');
  assert.equal(odd.indexedVariables, 4, JSON.stringify(odd));
  const squares = await dc.variables(odd.variablesReference, { filter: 'indexed', start: 0, count: 10 });
  assert.deepEqual([...squares.values()].map((v) => v.value), ['1', '9', '25', '49']);
  assert.match(locals.get('filled').value, /Err|TooLarge/);
  await dc.go('next', { threadId }, 'step', rust.source);
  assert.equal(await dc.finish(threadId), 0);
});

adapter('Rust: a panic stops as what it is', async (dc) => {
  await dc.launchProgram({ program: rust.program, args: ['panic'] });
  const { frames, threadId } = await dc.stopped('exception');
  assert.ok(frames.some((f) => f.source?.path === rust.source), JSON.stringify(frames));
  const info = await dc.ask('exceptionInfo', { threadId });
  assert.match(`${info.exceptionId} ${info.description}`, /unreachable|panic/);
});

adapter('Rust: a breakpoint in a closure', async (dc) => {
  await dc.launchProgram({ program: rust.program }, () => dc.breakAt(rust.source, 'filter'));
  const { threadId } = await dc.stopped('breakpoint', rust.source, 'filter');
  await dc.breakAt(rust.source);
  assert.equal(await dc.finish(threadId), 0);
});

adapter('AssemblyScript: breakpoints, steps, values', async (dc) => {
  await dc.launchProgram({ program: script.program }, () => dc.breakAt(script.source, 'sum'));
  const { top, threadId } = await dc.stopped('breakpoint', script.source, 'sum');
  assert.match(top.name, /run/);
  const { top: now } = await dc.go('stepIn', { threadId }, 'step', script.source);
  assert.match(now.name, /take/);
  await dc.go('stepOut', { threadId }, 'step', script.source);
  await dc.breakAt(script.source);
  assert.equal(await dc.finish(threadId), 0);
});

adapter('AssemblyScript: an assertion that fails', async (dc) => {
  await dc.launchProgram({ program: script.program, invoke: 'fail' });
  const { frames } = await dc.stopped('exception');
  assert.ok(frames.some((f) => f.source?.path === script.source));
});

adapter('C: inlined calls are frames', async (dc) => {
  const source = fixture('debug', 'steps', 'inlined.c');
  await dc.launchProgram({ program: fixture('debug', 'steps', 'inlined_O2.wasm') }, () => dc.breakAt(source, 'square'));
  const { frames } = await dc.stopped('breakpoint', source, 'square');
  assert.match(frames[0].name, /square/);
  assert.ok(frames.length >= 2);
});

adapter('a value that was optimised away says so', async (dc) => {
  const source = fixture('debug', 'steps', 'flow.c');
  await dc.launchProgram({ program: fixture('debug', 'steps', 'flow_O2.wasm') }, () => dc.breakAt(source, 'end'));
  const { top } = await dc.stopped('breakpoint', source, 'end');
  const locals = await dc.inScope(top, 'Locals');
  assert.ok(locals.size > 0);
  for (const v of locals.values()) assert.ok(v.value.length > 0);
});
