// Finds the wdbg command and says what is wrong with it.

import { execFile } from 'node:child_process';

/** What is known of a wdbg command. */
export type Check = { kind: 'good' } | { kind: 'missing'; why: string } | { kind: 'old'; version: string };

/** The command to run: the setting's, or the one in PATH. */
export function commandOf(setting: string | undefined): string {
  return setting?.trim() || 'wdbg';
}

/** Tries whether a command is a wdbg that can serve an editor. */
export async function check(command: string): Promise<Check> {
  const help = await run(command, ['dap', '--help']);
  if (help.ok && help.output.includes('--listen')) {
    return { kind: 'good' };
  }
  if (help.missing) {
    return { kind: 'missing', why: help.missing };
  }
  const version = await run(command, ['--version']);
  const first = version.output.split('\n')[0].trim();
  if (!version.ok || !first.startsWith('wdbg')) {
    return { kind: 'missing', why: 'it does not say that it is wdbg' };
  }
  return { kind: 'old', version: first };
}

/** What to tell the user, or undefined if all is well. */
export function complaint(command: string, checked: Check): string | undefined {
  switch (checked.kind) {
    case 'good':
      return undefined;
    case 'missing':
      return `The command ${command} cannot be run: ${checked.why}. Install wdbg, or say where it is in the setting wdbg.path.`;
    case 'old':
      return `${command} is too old for this extension: it is "${checked.version}" and has no "wdbg dap". Install a newer one.`;
  }
}

interface Outcome {
  ok: boolean;
  output: string;
  missing?: string;
}

function run(command: string, args: string[]): Promise<Outcome> {
  return new Promise(resolve => {
    execFile(command, args, { timeout: 20_000, windowsHide: true, maxBuffer: 1 << 20 }, (error, output) => {
      const code = (error as NodeJS.ErrnoException | null)?.code;
      switch (code) {
        case 'ENOENT':
          return resolve({ ok: false, output, missing: 'there is no such file' });
        case 'EACCES':
          return resolve({ ok: false, output, missing: 'it is not allowed to' });
        default:
          return resolve({ ok: error === null, output, missing: typeof code === 'string' ? code : undefined });
      }
    });
  });
}
