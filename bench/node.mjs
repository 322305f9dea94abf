// Runs a WASI module: node run.mjs MODULE DIR ARG0 [ARG...]; DIR is the guest's "/", "" for none. The last line
// on standard error is how long _start took, in nanoseconds.
import { readFileSync } from "node:fs";
import { WASI } from "node:wasi";

const [path, dir, ...args] = process.argv.slice(2);
const preopens = dir ? { "/": dir } : {};
const wasi = new WASI({ version: "preview1", args, env: process.env, preopens, returnOnExit: true });
const module = await WebAssembly.compile(readFileSync(path));
const instance = await WebAssembly.instantiate(module, wasi.getImportObject());
const started = process.hrtime.bigint();
const status = wasi.start(instance) ?? 0;
const elapsed = process.hrtime.bigint() - started;
process.stderr.write(`${elapsed}\n`);
process.exitCode = status;
