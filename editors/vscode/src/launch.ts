// What a launch configuration says, without the editor: filling in, checking and naming.

import * as path from 'node:path';

/** The attributes of a launch configuration that the extension itself looks at. */
export interface Launch {
  type?: string;
  request?: string;
  name?: string;
  program?: unknown;
  authToken?: unknown;
  debugServer?: unknown;
  [attribute: string]: unknown;
}

/** Where a debug server listens. */
export interface Address {
  host: string;
  port: number;
}

/** The configuration that debugs a module of which nothing else is known. */
export function launchOf(program: string): { type: string; request: string; name: string; program: string } {
  return { type: 'wdbg', request: 'launch', name: path.basename(program), program };
}

/** Says whether an editor gave a configuration in which nothing is set: there is no launch.json. */
export function isEmpty(launch: Launch): boolean {
  return !launch.type && !launch.request && !launch.name;
}

/**
 * Reads HOST:PORT, [HOST]:PORT, or a port of this machine. Undefined means that none is given.
 * @throws an Error that says what is wrong.
 */
export function parseAddress(text: unknown): Address | undefined {
  if (text === undefined || text === null || text === '') {
    return undefined;
  }
  const match = /^(?:(.+):)?(\d+)$/.exec(String(text).trim());
  const port = match ? Number(match[2]) : NaN;
  if (!match || !(port >= 1 && port <= 65535)) {
    throw new Error(`"${String(text)}" is not an address HOST:PORT`);
  }
  let host = match[1] ?? '127.0.0.1';
  if (host.startsWith('[') && host.endsWith(']')) {
    host = host.slice(1, -1);
  }
  return { host, port };
}

/** Says what is wrong with a program's path, given whether there is such a file; undefined if nothing is. */
export function wrongProgram(program: unknown, exists: (path: string) => 'file' | 'folder' | 'nothing'): string | undefined {
  if (program === undefined || program === null || program === '') {
    return 'The launch configuration does not say which program to debug: "program" is the path of a .wasm file.';
  }
  if (typeof program !== 'string') {
    return '"program" in the launch configuration has to be a string: the path of a .wasm file.';
  }
  switch (exists(program)) {
    case 'folder':
      return `${program} is a folder; "program" has to be a .wasm file.`;
    case 'nothing':
      return `There is no file ${program}. Is the program built?`;
    default:
      return undefined;
  }
}

/** Makes a path absolute in a folder; without a folder it stays as it is. */
export function inFolder(folder: string | undefined, file: string): string {
  return folder === undefined || path.isAbsolute(file) ? file : path.join(folder, file);
}

/** The module that a text file next to it was made into or from: x.wasm of x.wat, x.wasm of x.c. */
export function siblingModule(file: string): string {
  return file.replace(/\.[^./\\]*$/, '') + '.wasm';
}

/** The arguments of the wdbg that serves one session. */
export function serverArguments(log: string | undefined): string[] {
  return log === undefined ? ['dap'] : ['dap', '--log', log];
}
