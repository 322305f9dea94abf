// What `wdbg objdump` says, line by line: the outline of a module from its JSON, and pages of its text.

import { ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/** A section of a module; offsets are bytes of the file. */
export interface Section {
  id: number;
  name: string;
  start: number;
  end: number;
  count?: number;
}

/** A function of the code section: [index, start, end, name]. Arrays, as there may be hundreds of thousands. */
export type Func = [number, number, number, string];

/** One piece of a module's outline, in the order of the file. */
export type Piece =
  | { kind: 'module'; size: number }
  | { kind: 'section'; section: Section }
  | { kind: 'function'; func: Func }
  | { kind: 'error'; message: string };

/** A page of text: its lines, and whether more follow. */
export interface Page {
  lines: string[];
  more: boolean;
}

/** What is run, and on what: a path, or the bytes of a module that is not a file of this machine. */
export interface Module {
  wdbg: string;
  file: string | Uint8Array;
}

/** Lines longer than this are cut where they are shown. */
export const LINE_LIMIT = 2000;

/** Reads one line of `wdbg objdump --json`; undefined for what an outline does not show. */
export function parsePiece(line: string): Piece | undefined {
  let object: Record<string, unknown>;
  try {
    object = JSON.parse(line) as Record<string, unknown>;
  } catch {
    return { kind: 'error', message: `not JSON: ${line.slice(0, 200)}` };
  }
  const number = (key: string): number => (typeof object[key] === 'number' ? (object[key] as number) : 0);
  const string = (key: string): string => (typeof object[key] === 'string' ? (object[key] as string) : '');
  switch (object.kind) {
    case 'module':
      return { kind: 'module', size: number('size') };
    case 'section': {
      const section: Section = { id: number('id'), name: string('name'), start: number('start'), end: number('end') };
      if (typeof object.count === 'number') {
        section.count = object.count;
      }
      return { kind: 'section', section };
    }
    case 'function':
      return { kind: 'function', func: [number('index'), number('offset'), number('end'), string('name')] };
    case 'error':
      return { kind: 'error', message: `${string('section')} at 0x${number('offset').toString(16)}: ${string('message')}` };
    default:
      return undefined;
  }
}

/** What is listed of a module besides its outline. */
export type Selection = { func: number; source: boolean } | { section: string };

/** The arguments of `wdbg objdump` that list a selection, before the module. */
export function listingArguments(selection: Selection): string[] {
  if ('func' in selection) {
    return ['objdump', '-d', ...(selection.source ? ['-S'] : []), `--func=${selection.func}`];
  }
  return ['objdump', `--section=${selection.section}`];
}

/** Lists a module's sections and functions. `each` is called with every piece; the promise is rejected if wdbg cannot be run. */
export async function outline(module: Module, each: (piece: Piece) => void, signal: AbortSignal): Promise<void> {
  for (const args of [['objdump', '-h', '--json'], ['objdump', '-x', '--section=function', '--json']]) {
    const repeated = args.includes('-x');
    await eachLine(module, args, signal, line => {
      const piece = parsePiece(line);
      if (piece && !(repeated && piece.kind !== 'function')) {
        each(piece);
      }
      return true;
    });
  }
}

/** Lists `count` lines of a selection from line `from` on, counted from 0. */
export async function page(module: Module, selection: Selection, from: number, count: number, signal: AbortSignal): Promise<Page> {
  const lines: string[] = [];
  let at = 0;
  let more = false;
  await eachLine(module, listingArguments(selection), signal, line => {
    if (at++ < from) {
      return true;
    }
    if (lines.length === count) {
      more = true;
      return false;
    }
    lines.push(line.length > LINE_LIMIT ? line.slice(0, LINE_LIMIT) + '…' : line);
    return true;
  });
  return { lines, more };
}

/**
 * Runs wdbg and calls `each` with every line of its output until it says false. An exit status other than 0 is an error only where
 * nothing was written: a module that is partly wrong has a listing.
 */
async function eachLine(module: Module, args: string[], signal: AbortSignal, each: (line: string) => boolean): Promise<void> {
  signal.throwIfAborted();
  const name = typeof module.file === 'string' ? module.file : '-';
  const child = spawn(module.wdbg, [...args, '--', name], { stdio: ['pipe', 'pipe', 'pipe'], windowsHide: true, signal });
  const ended = ending(child);
  child.stdin.on('error', () => undefined); // wdbg need not read all of it
  child.stdin.end(typeof module.file === 'string' ? undefined : module.file);
  let errors = '';
  child.stderr.on('data', (data: Buffer) => (errors = (errors + data.toString()).slice(0, 4000)));
  let lines = 0;
  const reader = createInterface({ input: child.stdout, crlfDelay: Infinity });
  for await (const line of reader) {
    lines++;
    if (!each(line)) {
      child.kill();
      break;
    }
  }
  const code = await ended;
  if (lines === 0 && code !== 0) {
    throw new Error(errors.trim() || `wdbg ended with status ${code}`);
  }
}

// Set up before anything is awaited: an error that nobody listens for ends the process.
function ending(child: ChildProcess): Promise<number | null> {
  const ended = new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  ended.catch(() => undefined);
  return ended;
}
