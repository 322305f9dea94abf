// How programs start and end.

import assert from 'node:assert/strict';
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { adapter, fixture } from '../client.js';

const hello = fixture('programs', 'c', 'hello', 'main_O0.wasm');
const files = fixture('programs', 'c', 'files');
const flow = fixture('debug', 'steps', 'flow_O0.wasm');
const loops = fixture('debug', 'steps', 'loops_O0.wasm');

adapter('the capabilities are what the editor shows', async (dc) => {
  const can = await dc.initialize();
  for (const name of [
    'supportsConfigurationDoneRequest', 'supportsFunctionBreakpoints', 'supportsConditionalBreakpoints', 'supportsHitConditionalBreakpoints',
    'supportsEvaluateForHovers', 'supportsSetVariable', 'supportsRestartFrame', 'supportsGotoTargetsRequest', 'supportsStepInTargetsRequest',
    'supportsCompletionsRequest', 'supportsModulesRequest', 'supportsRestartRequest', 'supportsValueFormattingOptions',
    'supportsExceptionInfoRequest', 'supportTerminateDebuggee', 'supportsDelayedStackTraceLoading', 'supportsLoadedSourcesRequest',
    'supportsLogPoints', 'supportsSetExpression', 'supportsTerminateRequest', 'supportsDataBreakpoints', 'supportsReadMemoryRequest',
    'supportsWriteMemoryRequest', 'supportsDisassembleRequest', 'supportsCancelRequest', 'supportsBreakpointLocationsRequest',
    'supportsClipboardContext', 'supportsSteppingGranularity', 'supportsInstructionBreakpoints', 'supportsExceptionFilterOptions',
    'supportsDataBreakpointBytes', 'supportsANSIStyling',
  ]) {
    assert.equal(can[name], true, name);
  }
  assert.ok(!can.supportsStepBack);
  assert.ok(can.exceptionBreakpointFilters.length >= 2);
  assert.ok(can.breakpointModes.length >= 1);
});

adapter('a program runs to its end', async (dc) => {
  await dc.launchProgram({ program: hello, args: ['first', 'second one'], env: { GREETING: 'welcome', EXIT_CODE: '3' } });
  assert.equal(await dc.exited(), 3);
  assert.match(dc.output('stdout'), /^welcome, world\n2 arguments\n {2}\[1\] "first"\n {2}\[2\] "second one"\n$/);
  assert.equal(dc.output('stderr'), 'read 0 lines\n');
});

adapter('standard input comes from a file', async (dc) => {
  const lines = path.join(files, 'data', 'lines.txt');
  await dc.launchProgram({ program: hello, stdin: lines });
  assert.equal(await dc.exited(), 0);
  assert.match(dc.output('stderr'), /^read [1-9]\d* lines\n$/);
});

adapter('a program sees the folders that it is given', async (dc) => {
  const scratch = mkdtempSync(path.join(tmpdir(), 'wdbg-scratch-'));
  try {
    await dc.launchProgram({
      program: path.join(files, 'main_O0.wasm'), args: ['/data', '/scratch'],
      dirs: [`${path.join(files, 'data')}::/data:ro`, `${scratch}::/scratch`],
    });
    assert.equal(await dc.exited(), 0);
  } finally {
    rmSync(scratch, { recursive: true });
  }
});

adapter('a program stops on entry', async (dc) => {
  await dc.launchProgram({ program: flow, stopOnEntry: true });
  const { event, threadId } = await dc.stopped('entry');
  assert.equal(event.allThreadsStopped, true);
  const { threads } = await dc.ask('threads');
  assert.ok(threads.some((t) => t.id === threadId));
  assert.equal(await dc.finish(threadId), 0);
});

adapter('an exported function is called with arguments', async (dc) => {
  await dc.launchProgram({ program: fixture('debug', 'assemblyscript', 'queue_O0.wasm'), invoke: 'run', args: ['3'] });
  await dc.exited();
});

adapter('without debugging a program just runs', async (dc) => {
  await dc.launchProgram({ program: loops, noDebug: true, stopOnEntry: true }, async () => {
    await dc.ask('setBreakpoints', { source: { path: fixture('debug', 'steps', 'loops.c') }, breakpoints: [{ line: 10 }] });
  });
  assert.equal(await dc.exited(), 0);
  assert.deepEqual(dc.left('stopped'), []);
});

adapter('unknown attributes are reported', async (dc) => {
  await dc.launchProgram({ program: flow, stopOnEnrty: true });
  await dc.event('output', ({ category, output }) => category !== 'stdout' && output.includes('stopOnEnrty'));
  assert.equal(await dc.exited(), 0);
});

adapter('a program that is not there is an error that names it', async (dc) => {
  await dc.initialize();
  assert.match(await dc.refused('launch', { program: fixture('nothing.wasm') }), /nothing\.wasm/);
});

adapter('a file that is no module is an error', async (dc) => {
  const dir = mkdtempSync(path.join(tmpdir(), 'wdbg-broken-'));
  try {
    const program = path.join(dir, 'broken.wasm');
    writeFileSync(program, 'not a module');
    await dc.initialize();
    assert.match(await dc.refused('launch', { program }), /broken\.wasm|magic|module/);
  } finally {
    rmSync(dir, { recursive: true });
  }
});

adapter('attributes of the wrong type are an error that names them', async (dc) => {
  await dc.initialize();
  assert.match(await dc.refused('launch', { program: flow, args: 7 }), /args/);
});

adapter('commands are carried out before the program runs', async (dc) => {
  await dc.launchProgram({ program: flow, initCommands: ['break add'], preRunCommands: ['info breakpoints'] });
  const { top } = await dc.stopped('breakpoint');
  assert.match(top.name, /^add/);
  assert.match(dc.output('console'), /add/);
});

adapter('paths of sources are mapped', async (dc) => {
  const dir = mkdtempSync(path.join(tmpdir(), 'wdbg-mapped-'));
  try {
    const copy = path.join(dir, 'loops.c');
    copyFileSync(fixture('debug', 'steps', 'loops.c'), copy);
    const sourceMap = { './testdata/debug/steps': dir };
    await dc.launchProgram({ program: loops, sourceMap }, async () => {
      const [bp] = await dc.breakAt(copy, 'body');
      assert.equal(bp.verified, true, bp.message);
    });
    const { top } = await dc.stopped('breakpoint');
    assert.equal(top.source.path, copy);
  } finally {
    rmSync(dir, { recursive: true });
  }
});
