// The extension's settings, and the wdbg that they name.

import * as vscode from 'vscode';
import { check, commandOf, complaint } from './wdbg';

/** The wdbg command that the settings say. */
export function wdbgCommand(scope?: vscode.ConfigurationScope): string {
  const command = commandOf(vscode.workspace.getConfiguration('wdbg', scope).get<string>('path'));
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath;
  return folder === undefined ? command : command.replaceAll('${workspaceFolder}', folder);
}

/** A setting of the extension. */
export function setting<T>(name: string): T | undefined {
  return vscode.workspace.getConfiguration('wdbg').get<T>(name);
}

/** Remembers the commands that were found to be good, so that not every session tries them again. */
export class Commands {
  private readonly good = new Set<string>();

  /** Gives the command, or undefined after the user was told what is wrong with it. */
  async ready(scope?: vscode.ConfigurationScope): Promise<string | undefined> {
    const command = wdbgCommand(scope);
    if (this.good.has(command)) {
      return command;
    }
    const wrong = complaint(command, await check(command));
    if (wrong === undefined) {
      this.good.add(command);
      return command;
    }
    void complain(wrong);
    return undefined;
  }

  /** Forgets what is known, as the settings changed. */
  forget(): void {
    this.good.clear();
  }
}

async function complain(wrong: string): Promise<void> {
  const settings = 'Open Settings';
  const help = 'How to Install';
  switch (await vscode.window.showErrorMessage(wrong, settings, help)) {
    case settings:
      await openSettings();
      break;
    case help:
      await vscode.commands.executeCommand('extension.open', 'wdbg.wdbg');
      break;
  }
}

/** Opens the settings of the extension. */
export async function openSettings(): Promise<void> {
  await vscode.commands.executeCommand('workbench.action.openSettings', 'wdbg.');
}
