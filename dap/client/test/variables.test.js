// Stacks, scopes, variables, and expressions.

import assert from 'node:assert/strict';
import { adapter, fixture } from '../client.js';

const steps = (name, ext = 'c') => ({ source: fixture('debug', 'steps', `${name}.${ext}`), program: fixture('debug', 'steps', `${name}_O0.wasm`) });
const recursion = steps('recursion');
const flow = steps('flow');
const locals = { source: fixture('debug', 'locals', 'locals.c'), program: fixture('debug', 'locals', 'locals_O0.wasm') };

/** Starts a program and waits until it stands at a mark. */
async function standAt(dc, { program, source }, name, more = {}) {
  await dc.launchProgram({ program, ...more }, () => dc.breakAt(source, name));
  return dc.stopped('breakpoint', source, name);
}

adapter('a stack is read page by page', async (dc) => {
  const { threadId, top } = await standAt(dc, recursion, 'deep');
  const whole = await dc.ask('stackTrace', { threadId });
  assert.ok(whole.stackFrames.length >= 6);
  assert.ok(whole.totalFrames === undefined || whole.totalFrames === whole.stackFrames.length);
  assert.match(top.name, /^depth/);
  const paged = [];
  for (let startFrame = 0; ; startFrame += 2) {
    const { stackFrames, totalFrames } = await dc.ask('stackTrace', { threadId, startFrame, levels: 2 });
    assert.ok(stackFrames.length <= 2);
    assert.ok(totalFrames >= startFrame + stackFrames.length);
    paged.push(...stackFrames);
    if (stackFrames.length < 2) break;
  }
  const key = (f) => [f.name, f.line, f.column, f.source?.path, f.instructionPointerReference];
  assert.deepEqual(paged.map(key), whole.stackFrames.map(key));
});

adapter('each frame has its own variables', async (dc) => {
  const { frames } = await standAt(dc, recursion, 'deep');
  const levels = frames.filter((f) => /^depth/.test(f.name));
  assert.equal(levels.length, 5);
  for (const [i, frame] of levels.entries()) {
    assert.equal((await dc.inScope(frame, 'Locals')).get('local').value, String((4 - i) * 10));
    assert.equal((await dc.inScope(frame, 'Arguments')).get('level').value, String(4 - i));
  }
});

adapter('the format of a stack says what names have', async (dc) => {
  const { threadId } = await standAt(dc, flow, 'add');
  const { stackFrames: plain } = await dc.ask('stackTrace', { threadId, levels: 1, format: { parameters: false } });
  assert.equal(plain[0].name, 'add');
  const { stackFrames: full } = await dc.ask('stackTrace', { threadId, levels: 1, format: { parameters: true, parameterNames: true, parameterValues: true } });
  assert.match(full[0].name, /^add\(a ?= ?2, b ?= ?3\)$/);
});

adapter('there are four scopes', async (dc) => {
  const { top } = await standAt(dc, locals, 'inner');
  const scopes = await dc.scopes(top.id);
  assert.deepEqual([...scopes.keys()], ['Arguments', 'Locals', 'Globals', 'Wasm']);
  assert.equal(scopes.get('Arguments').presentationHint, 'arguments');
  assert.equal(scopes.get('Locals').presentationHint, 'locals');
  assert.equal(scopes.get('Locals').expensive, false);
  assert.equal(scopes.get('Globals').expensive, true);
});

adapter('a variable that hides another is told apart', async (dc) => {
  const { top } = await standAt(dc, locals, 'inner');
  const inner = await dc.inScope(top, 'Locals');
  assert.equal(inner.get('y').value, '5');
  assert.equal(inner.get('x').value, '10');
});

adapter('globals are found, and what is in them', async (dc) => {
  const { top } = await standAt(dc, locals, 'deep');
  const globals = await dc.inScope(top, 'Globals');
  assert.equal(globals.get('global').value, '11');
  const pairs = globals.get('pairs');
  assert.ok(pairs.variablesReference > 0);
  const elements = await dc.variables(pairs.variablesReference);
  assert.equal(elements.size, 3);
  const [, second] = elements.values();
  const fields = await dc.variables(second.variablesReference);
  assert.equal(fields.get('first').value, '2');
  assert.equal(fields.get('second').value, '20');
  assert.equal(fields.get('second').type, 'long long');
});

adapter('elements are read page by page', async (dc) => {
  const { top } = await standAt(dc, locals, 'deep');
  const pairs = await dc.evaluate('pairs', top);
  assert.equal(pairs.indexedVariables, 3);
  const names = [];
  for (const start of [0, 2]) {
    const { variables } = await dc.ask('variables', { variablesReference: pairs.variablesReference, filter: 'indexed', start, count: 2 });
    names.push(...variables.map((v) => v.name));
  }
  assert.deepEqual(names.map((n) => n.replace(/[[\]]/g, '')), ['0', '1', '2']);
  const { variables: beyond } = await dc.ask('variables', { variablesReference: pairs.variablesReference, filter: 'indexed', start: 3, count: 2 });
  assert.deepEqual(beyond, []);
  const { variables: named } = await dc.ask('variables', { variablesReference: pairs.variablesReference, filter: 'named' });
  assert.deepEqual(named, []);
});

adapter('variables are shown in hexadecimal where that is asked for', async (dc) => {
  const { top } = await standAt(dc, locals, 'inner');
  const { variablesReference } = (await dc.scopes(top.id)).get('Locals');
  const hex = await dc.variables(variablesReference, { format: { hex: true } });
  assert.equal(hex.get('x').value, '0xa');
  assert.equal((await dc.evaluate('x', top, 'watch', { format: { hex: true } })).result, '0xa');
});

adapter('a variable is set', async (dc) => {
  const { top, threadId } = await standAt(dc, flow, 'add');
  const { variablesReference } = (await dc.scopes(top.id)).get('Arguments');
  const { value } = await dc.ask('setVariable', { variablesReference, name: 'a', value: '40' });
  assert.equal(value, '40');
  assert.equal((await dc.evaluate('a + b', top)).result, '43');
  const { top: now } = await dc.go('next', { threadId }, 'step', flow.source);
  assert.equal((await dc.evaluate('sum', now)).result, '43');
});

adapter('a value that does not fit is refused', async (dc) => {
  const { top } = await standAt(dc, flow, 'add');
  const { variablesReference } = (await dc.scopes(top.id)).get('Arguments');
  await dc.refused('setVariable', { variablesReference, name: 'a', value: '"text"' });
  await dc.refused('setVariable', { variablesReference, name: 'no_such_variable', value: '1' });
  assert.equal((await dc.evaluate('a', top)).result, '2');
});

adapter('an expression is set', async (dc) => {
  const { top } = await standAt(dc, locals, 'deep');
  const { value } = await dc.ask('setExpression', { frameId: top.id, expression: 'pairs[1].second', value: '7 * 6' });
  assert.equal(value, '42');
  assert.equal((await dc.evaluate('pairs[1].second', top)).result, '42');
});

adapter('expressions are evaluated as watch, hover, variable and for the clipboard', async (dc) => {
  const { top } = await standAt(dc, locals, 'deep');
  for (const context of ['watch', 'hover', 'variables', 'clipboard']) {
    const found = await dc.evaluate('level * 10 + mine', top, context);
    assert.equal(found.result, '39', context);
  }
  assert.match((await dc.evaluate('pairs', top, 'clipboard')).result, /30/);
  assert.match(await dc.refused('evaluate', { expression: 'no_such_name', frameId: top.id, context: 'watch' }), /no_such_name/);
  await dc.refused('evaluate', { expression: '1 +', frameId: top.id, context: 'hover' });
});

adapter('a hover changes nothing', async (dc) => {
  const { top } = await standAt(dc, locals, 'deep');
  await dc.refused('evaluate', { expression: 'global = 99', frameId: top.id, context: 'hover' });
  assert.equal((await dc.evaluate('global', top)).result, '11');
});

adapter('an outer frame is evaluated in', async (dc) => {
  const { frames } = await standAt(dc, recursion, 'deep');
  const main = frames.find((f) => /^main/.test(f.name));
  assert.equal((await dc.evaluate('f', main)).result, '3');
});

adapter('the console takes expressions and commands', async (dc) => {
  const { top } = await standAt(dc, flow, 'add');
  assert.match((await dc.evaluate('a + b', top, 'repl')).result, /5/);
  assert.match((await dc.evaluate('backtrace', top, 'repl')).result, /main\(/);
  assert.match((await dc.evaluate('-exec info locals', top, 'repl')).result, /sum/);
  assert.match((await dc.evaluate('`print a', top, 'repl')).result, /2/);
  assert.match(await dc.refused('evaluate', { expression: 'no_such_command', frameId: top.id, context: 'repl' }), /no_such_command/);
});

adapter('the console completes names', async (dc) => {
  const { top } = await standAt(dc, flow, 'nest');
  const { targets } = await dc.ask('completions', { frameId: top.id, text: 'disass', column: 7 });
  assert.ok(targets.some((t) => t.label.startsWith('disassemble')), JSON.stringify(targets));
});

adapter('a command of the console that changes a variable is seen', async (dc) => {
  const { top } = await standAt(dc, flow, 'add');
  await dc.evaluate('-exec print a = 5', top, 'repl');
  await dc.event('invalidated');
  const { stackFrames } = await dc.ask('stackTrace', { threadId: 1, levels: 1 });
  assert.equal((await dc.evaluate('a', stackFrames[0])).result, '5');
});

adapter('a vector of C++ has elements', async (dc) => {
  const source = fixture('debug', 'kitchen', 'parser.cpp');
  const program = fixture('debug', 'kitchen', 'calc_O0.wasm');
  await dc.launchProgram({ program, args: ['let x = 3; x * (x + 1)'] }, () => dc.breakAt(source, 'parsed'));
  const { top } = await dc.stopped('breakpoint', source, 'parsed');
  const parsed = (await dc.inScope(top, 'Locals')).get('program');
  const statements = (await dc.variables(parsed.variablesReference)).get('statements');
  assert.equal(statements.indexedVariables, 2, JSON.stringify(statements));
  assert.equal((await dc.variables(statements.variablesReference, { filter: 'indexed', start: 0, count: 10 })).size, 2);
});

adapter('references do not outlive a step', async (dc) => {
  const { top, threadId } = await standAt(dc, flow, 'nest');
  const { variablesReference } = (await dc.scopes(top.id)).get('Locals');
  await dc.go('next', { threadId }, 'step');
  await dc.refused('scopes', { frameId: top.id });
  await dc.refused('variables', { variablesReference });
});

adapter('the machine is shown as it is', async (dc) => {
  const { top } = await standAt(dc, flow, 'add');
  const wasm = await dc.inScope(top, 'Wasm');
  const names = [...wasm.keys()].join(' ');
  for (const part of ['locals', 'stack', 'globals', 'memories', 'tables']) assert.match(names, new RegExp(part, 'i'));
  const found = [...wasm.values()].find((v) => /locals/i.test(v.name));
  assert.ok((await dc.variables(found.variablesReference)).size > 0);
});

adapter('a value that is a function leads to its source', async (dc) => {
  const { top } = await standAt(dc, flow, 'apply');
  const f = (await dc.inScope(top, 'Arguments')).get('f');
  assert.ok(f.valueLocationReference > 0, JSON.stringify(f));
  const place = await dc.ask('locations', { locationReference: f.valueLocationReference });
  assert.equal(place.source.path, flow.source);
  assert.ok(place.line > 1);
});
