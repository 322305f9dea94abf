// Runs the rows of manifest.json under node's engine and WASI and reports where a module does
// not do what its row says: the expectations do not come from wdbg alone. Needs node 26.
//
//   node check.mjs [substring of a row's name]

import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { WASI } from 'node:wasi';
import { Worker, isMainThread, workerData } from 'node:worker_threads';

const here = path.dirname(fileURLToPath(import.meta.url));
const self = fileURLToPath(import.meta.url);
const outcomeDescriptor = 3;

// What node says for each of the specification's traps.
const trapTexts = {
  'unreachable': /^unreachable/,
  'out of bounds memory access': /memory access out of bounds|data segment out of bounds/,
  'out of bounds table access': /table index is out of bounds|table access out of bounds|element segment out of bounds/,
  'out of bounds array access': /array element access out of bounds/,
  'integer divide by zero': /(divide|remainder) by zero/,
  'integer overflow': /divide result unrepresentable|float unrepresentable/,
  'invalid conversion to integer': /float unrepresentable/,
  'indirect call type mismatch': /signature mismatch/,
  'uninitialized element': /signature mismatch/,
  'undefined element': /table index is out of bounds/,
  'call stack exhausted': /Maximum call stack/,
  'cast failure': /illegal cast/,
  'null reference': /null pointer/,
  'null structure reference': /null pointer/,
  'null array reference': /null pointer/,
  'null i31 reference': /null pointer/,
  'null function reference': /null pointer/,
  'null exception reference': /null/,
  'uncaught exception': /uncaught exception/,
};

function outcomeOf(error) {
  if (error instanceof WebAssembly.Exception) {
    return { trap: 'uncaught exception' };
  }
  return { trap: error.message };
}

// call tries i64 and number forms of the arguments: node does not tell a function's types.
function call(func, texts) {
  for (let forms = 0; forms < 1 << texts.length; forms++) {
    try {
      return func(...texts.map((text, i) => (forms >> i & 1 ? BigInt(text) : Number(text))));
    } catch (error) {
      if (!(error instanceof TypeError) && !(error instanceof SyntaxError) && !(error instanceof RangeError && /BigInt/.test(error.message))) {
        throw error;
      }
    }
  }
  throw new Error('no form of the arguments fits');
}

function newWASI(row, dirs) {
  return new WASI({
    version: 'preview1',
    args: [path.basename(row.wasm), ...(row.args ?? [])],
    env: row.env ?? {},
    preopens: Object.fromEntries(dirs),
    returnOnExit: !row.invoke, // a call that exits ends this process instead
  });
}

function threadImports(row, module, memory, counter) {
  return {
    'thread-spawn': (argument) => {
      new Worker(self, { workerData: { row, module, memory, argument, id: ++counter.last } });
      return counter.last;
    },
  };
}

// runThread is what a worker does: one wasi_thread_start in an instance of its own.
function runThread({ row, module, memory, argument, id }) {
  const wasi = newWASI(row, []);
  const imports = { ...wasi.getImportObject(), wasi: threadImports(row, module, memory, { last: id * 100 }), env: { memory } };
  const instance = new WebAssembly.Instance(module, imports);
  wasi.finalizeBindings(instance, { memory });
  try {
    instance.exports.wasi_thread_start(id, argument);
  } catch (error) {
    fs.writeSync(outcomeDescriptor, JSON.stringify(outcomeOf(error)));
    process.kill(process.pid, 'SIGKILL');
  }
}

// runRow runs one row in this process, whose standard streams are the row's own.
async function runRow(row, dirs) {
  const module = await WebAssembly.compile(fs.readFileSync(path.join(here, row.wasm)));
  const wasi = newWASI(row, dirs);
  const imports = wasi.getImportObject();
  for (const [name, file] of Object.entries(row.links ?? {})) {
    const linked = await WebAssembly.compile(fs.readFileSync(path.join(here, file)));
    imports[name] = (await WebAssembly.instantiate(linked, imports)).exports;
  }
  let memory;
  if (WebAssembly.Module.imports(module).some((i) => i.kind === 'memory' && i.module === 'env')) {
    const [initial, maximum] = row.shared_memory;
    memory = new WebAssembly.Memory({ initial, maximum, shared: true });
    imports.env = { memory };
    imports.wasi = threadImports(row, module, memory, { last: 0 });
  }
  try {
    const instance = await WebAssembly.instantiate(module, imports);
    if (!row.invoke) {
      return { exit: wasi.start(instance, { memory }) };
    }
    if (instance.exports._initialize) {
      wasi.initialize(instance);
    } else if (instance.exports.memory) {
      wasi.finalizeBindings(instance);
    }
    return { results: resultTexts(call(instance.exports[row.invoke], row.invoke_args ?? [])) };
  } catch (error) {
    return outcomeOf(error);
  }
}

function resultTexts(results) {
  if (results === undefined) {
    return [];
  }
  return (Array.isArray(results) ? results : [results]).map(String);
}

function prepareDirs(row) {
  return (row.dirs ?? []).map(({ guest, host }) => [
    guest,
    host ? path.join(here, host) : fs.mkdtempSync(path.join(os.tmpdir(), 'fixture-')),
  ]);
}

function differences(row, child, outcome) {
  const found = [];
  const want = row.stdout_file ? fs.readFileSync(path.join(here, row.stdout_file), 'utf8') : row.stdout ?? '';
  if (child.stdout !== want) {
    found.push(`stdout ${JSON.stringify(child.stdout.slice(-300))}, wanted ${JSON.stringify(want.slice(-300))}`);
  }
  if (row.stderr_contains && !child.stderr.includes(row.stderr_contains)) {
    found.push(`stderr ${JSON.stringify(child.stderr)}`);
  }
  if (row.trap ? !(outcome.trap && trapTexts[row.trap].test(outcome.trap)) : outcome.trap) {
    found.push(`trap ${outcome.trap}, wanted ${row.trap}`);
  }
  if (row.results && JSON.stringify(outcome.results) !== JSON.stringify(row.results)) {
    found.push(`results ${outcome.results}, wanted ${row.results}`);
  }
  const exit = row.trap || row.results ? undefined : row.exit ?? 0;
  if (outcome.exit !== exit) {
    found.push(`exit ${outcome.exit}, wanted ${exit}`);
  }
  return found;
}

function checkRow(row, index) {
  const dirs = prepareDirs(row);
  const child = spawnSync(process.execPath, ['--no-warnings', self, '--row', String(index), JSON.stringify(dirs)], {
    input: row.stdin ?? '',
    encoding: 'utf8',
    stdio: ['pipe', 'pipe', 'pipe', 'pipe'],
    timeout: 120000,
  });
  const written = child.output[outcomeDescriptor];
  const outcome = written ? JSON.parse(written) : { exit: child.status };
  const found = differences(row, child, outcome);
  for (const difference of found) {
    console.log(`${row.name}: ${difference}`);
  }
  return found.length === 0;
}

const rows = JSON.parse(fs.readFileSync(path.join(here, 'manifest.json'), 'utf8'));
if (!isMainThread) {
  runThread(workerData);
} else if (process.argv[2] === '--row') {
  const outcome = await runRow(rows[Number(process.argv[3])], JSON.parse(process.argv[4]));
  fs.writeSync(outcomeDescriptor, JSON.stringify(outcome));
  process.exit(0);
} else {
  const wanted = rows.map((row, i) => [row, i]).filter(([row]) => row.name.includes(process.argv[2] ?? ''));
  const right = wanted.filter(([row, i]) => checkRow(row, i)).length;
  console.log(`${right} of ${wanted.length} rows as expected`);
  process.exitCode = right === wanted.length ? 0 : 1;
}
