// What lies below sources: instructions, memory, modules, files.

import assert from 'node:assert/strict';
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { adapter, fixture, mark } from '../client.js';

const flow = { source: fixture('debug', 'steps', 'flow.c'), program: fixture('debug', 'steps', 'flow_O0.wasm') };
const locals = { source: fixture('debug', 'locals', 'locals.c'), program: fixture('debug', 'locals', 'locals_O0.wasm') };
const plain = fixture('debug', 'wat', 'plain.wasm');

async function standAt(dc, { program, source }, name) {
  await dc.launchProgram({ program }, () => dc.breakAt(source, name));
  return dc.stopped('breakpoint', source, name);
}

adapter('instructions are shown with their lines', async (dc) => {
  const { top } = await standAt(dc, flow, 'add');
  const { instructions } = await dc.ask('disassemble', { memoryReference: top.instructionPointerReference, instructionOffset: -5, instructionCount: 12, resolveSymbols: true });
  assert.equal(instructions.length, 12);
  const here = instructions.find((i) => i.address === top.instructionPointerReference);
  assert.equal(instructions.indexOf(here), 5);
  assert.equal(new Set(instructions.map((i) => i.address)).size, 12);
  assert.ok(instructions.every((i) => i.instruction && BigInt(i.address) >= 0n));
  assert.ok(instructions.some((i) => i.line === mark(flow.source, 'add')));
  assert.ok(instructions.some((i) => i.location?.path === flow.source));
  assert.ok(instructions.some((i) => i.instructionBytes));
});

adapter('addresses of instructions grow, far before and after a function', async (dc) => {
  const { top } = await standAt(dc, flow, 'add');
  const { instructions } = await dc.ask('disassemble', { memoryReference: top.instructionPointerReference, instructionOffset: -200, instructionCount: 400 });
  assert.equal(instructions.length, 400);
  const valid = instructions.filter((i) => i.presentationHint !== 'invalid').map((i) => BigInt(i.address));
  for (let i = 1; i < valid.length; i++) assert.ok(valid[i] > valid[i - 1], `${valid[i - 1]} ${valid[i]}`);
  assert.equal(instructions[200].address, top.instructionPointerReference);
});

adapter('memory is read and written', async (dc) => {
  const { top } = await standAt(dc, locals, 'deep');
  const { memoryReference } = await dc.evaluate('pairs', top);
  assert.ok(memoryReference);
  const read = await dc.ask('readMemory', { memoryReference, offset: 16, count: 8 });
  assert.deepEqual([...Buffer.from(read.data, 'base64')], [2, 0, 0, 0, 0, 0, 0, 0]);
  assert.ok(BigInt(read.address) > 0n);
  await dc.ask('writeMemory', { memoryReference, offset: 16, data: Buffer.from([7]).toString('base64') });
  await dc.event('memory', (body) => body.memoryReference === memoryReference || body.count >= 1);
  assert.equal((await dc.evaluate('pairs[1].first', top)).result, '7');
});

adapter('memory beyond its end is unreadable', async (dc) => {
  const { top } = await standAt(dc, locals, 'deep');
  const { memoryReference } = await dc.evaluate('pairs', top);
  const none = await dc.ask('readMemory', { memoryReference, offset: 1 << 30, count: 8 });
  assert.equal(none.unreadableBytes, 8);
  assert.ok(!none.data);
  const empty = await dc.ask('readMemory', { memoryReference, count: 0 });
  assert.ok(!empty.data);
});

adapter('modules are listed, with the columns that were announced', async (dc) => {
  const can = await dc.launchProgram({ program: flow.program }, () => dc.breakAt(flow.source, 'add'));
  const { top } = await dc.stopped('breakpoint', flow.source, 'add');
  const { modules } = await dc.ask('modules', {});
  assert.equal(modules.length, 1);
  assert.equal(modules[0].path, flow.program);
  assert.equal(modules[0].id, top.moduleId);
  assert.ok(modules[0].symbolStatus);
  assert.ok(can.additionalModuleColumns.length > 0);
  const of = (type) => can.additionalModuleColumns.filter((c) => c.type === type).map((c) => modules[0][c.attributeName]);
  assert.ok(can.additionalModuleColumns.some((c) => /DWARF/.test(modules[0][c.attributeName])), JSON.stringify(modules[0]));
  assert.ok(of('number').every((value) => value === undefined || typeof value === 'number'));
  const { module, reason } = await dc.event('module');
  assert.equal(reason, 'new');
  assert.equal(module.id, modules[0].id);
});

adapter('sources are listed', async (dc) => {
  await standAt(dc, flow, 'add');
  const { sources } = await dc.ask('loadedSources', {});
  assert.ok(sources.some((s) => s.path === flow.source), JSON.stringify(sources));
});

adapter('a source that is embedded in a source map is served', async (dc) => {
  const source = fixture('debug', 'assemblyscript', 'queue.ts');
  const dir = mkdtempSync(path.join(tmpdir(), 'wdbg-embedded-')); // where the source is not
  try {
    for (const name of ['queue_O0.wasm', 'queue_O0.wasm.map']) copyFileSync(fixture('debug', 'assemblyscript', name), path.join(dir, name));
    await dc.launchProgram({ program: path.join(dir, 'queue_O0.wasm') }, async () => {
      await dc.ask('setFunctionBreakpoints', { breakpoints: [{ name: 'run' }] });
    });
    const { top, threadId } = await dc.stopped('function breakpoint');
    assert.ok(top.source.sourceReference > 0, JSON.stringify(top));
    const { content } = await dc.ask('source', { source: top.source, sourceReference: top.source.sourceReference });
    assert.equal(content, readFileSync(source, 'utf8'));
    const { breakpoints } = await dc.ask('setBreakpoints', { source: top.source, breakpoints: [{ line: mark(source, 'link') }] });
    assert.equal(breakpoints[0].verified, true, breakpoints[0].message);
    const { top: now } = await dc.go('continue', { threadId }, 'breakpoint');
    assert.equal(now.line, mark(source, 'link'));
  } finally {
    rmSync(dir, { recursive: true });
  }
});

adapter('a frame without source has its code', async (dc) => {
  await dc.launchProgram({ program: plain, stopOnEntry: true });
  const { top } = await dc.stopped('entry');
  assert.ok(top.instructionPointerReference);
  const { instructions } = await dc.ask('disassemble', { memoryReference: top.instructionPointerReference, instructionOffset: 0, instructionCount: 3 });
  assert.equal(instructions[0].address, top.instructionPointerReference);
  if (top.source?.sourceReference) {
    const { content } = await dc.ask('source', { source: top.source, sourceReference: top.source.sourceReference });
    assert.ok(content.split('\n').length >= top.line);
  }
});
