// Launch configurations: those that the extension offers, and what is filled in where one says nothing.

import * as fs from 'node:fs';
import * as vscode from 'vscode';
import { Launch, inFolder, isEmpty, launchOf, parseAddress, wrongProgram } from './launch';
import { activeProgram, findPrograms, pickProgram } from './programs';
import { Commands, setting } from './settings';

const OFFERED = 20;

/** Fills in and checks launch configurations. */
export class ConfigurationProvider implements vscode.DebugConfigurationProvider {
  constructor(private readonly commands: Commands) {}

  async provideDebugConfigurations(folder: vscode.WorkspaceFolder | undefined, token?: vscode.CancellationToken): Promise<vscode.DebugConfiguration[]> {
    const programs = await findPrograms(folder, token);
    if (programs.length === 0 || folder === undefined) {
      return [{ ...launchOf('main.wasm'), name: 'Debug WebAssembly', program: '${command:pickProgram}' }];
    }
    return programs.slice(0, OFFERED).map(uri => {
      const relative = uri.path.slice(folder.uri.path.length + 1);
      return { ...launchOf(relative), name: `Debug ${relative}`, program: '${workspaceFolder}/' + relative };
    });
  }

  /** F5 without a launch.json arrives here with nothing in the configuration. */
  async resolveDebugConfiguration(
    folder: vscode.WorkspaceFolder | undefined, launch: vscode.DebugConfiguration, token?: vscode.CancellationToken,
  ): Promise<vscode.DebugConfiguration | undefined> {
    const given = launch as Launch;
    if (isEmpty(given) || (given.type === 'wdbg' && !given.program)) {
      const program = (await activeProgram()) ?? (await pickProgram(folder, token));
      if (program === undefined) {
        return undefined;
      }
      launch = { ...launchOf(program.fsPath), ...withoutEmpty(launch), program: program.fsPath };
    }
    if (launch.request !== 'launch') {
      void vscode.window.showErrorMessage(`wdbg cannot "${launch.request}": its configurations have "request": "launch".`);
      return undefined;
    }
    return launch;
  }

  /** Paths have their final form here. Those of a server that runs elsewhere are not looked for. */
  async resolveDebugConfigurationWithSubstitutedVariables(
    folder: vscode.WorkspaceFolder | undefined, launch: vscode.DebugConfiguration,
  ): Promise<vscode.DebugConfiguration | undefined | null> {
    let server;
    try {
      server = parseAddress(launch.debugServer ?? setting<string>('server'));
    } catch (error) {
      void vscode.window.showErrorMessage(`The address of the debug server: ${(error as Error).message}.`);
      return null;
    }
    if (server !== undefined) {
      const token = setting<string>('authToken');
      return token && launch.authToken === undefined ? { ...launch, authToken: token } : launch;
    }
    const program = typeof launch.program === 'string' ? inFolder(folder?.uri.fsPath, launch.program) : launch.program;
    const wrong = wrongProgram(program, kindOf);
    if (wrong !== undefined) {
      void complain(folder, wrong);
      return undefined;
    }
    return (await this.commands.ready(folder)) === undefined ? undefined : { ...launch, program };
  }
}

function withoutEmpty(launch: vscode.DebugConfiguration): Partial<vscode.DebugConfiguration> {
  return Object.fromEntries(Object.entries(launch).filter(([, value]) => value !== undefined && value !== ''));
}

function kindOf(path: string): 'file' | 'folder' | 'nothing' {
  const stat = fs.statSync(path, { throwIfNoEntry: false });
  return stat === undefined ? 'nothing' : stat.isDirectory() ? 'folder' : 'file';
}

async function complain(folder: vscode.WorkspaceFolder | undefined, wrong: string): Promise<void> {
  const choose = 'Debug Another Module';
  const open = 'Open launch.json';
  switch (await vscode.window.showErrorMessage(wrong, choose, open)) {
    case choose: {
      const program = await pickProgram(folder);
      if (program) {
        await vscode.debug.startDebugging(folder, launchOf(program.fsPath));
      }
      break;
    }
    case open:
      await vscode.commands.executeCommand('workbench.action.debug.configure');
      break;
  }
}
