// Says how the editor reaches the debug server of a session.

import * as path from 'node:path';
import * as vscode from 'vscode';
import { parseAddress, serverArguments } from './launch';
import { setting, wdbgCommand } from './settings';

/**
 * Starts `wdbg dap` for each session, or connects to the one that a setting or the configuration names. That there is such a command
 * was checked when the configuration was.
 */
export class AdapterFactory implements vscode.DebugAdapterDescriptorFactory {
  constructor(
    private readonly logs: vscode.Uri,
    private readonly output: vscode.OutputChannel,
  ) {}

  async createDebugAdapterDescriptor(session: vscode.DebugSession): Promise<vscode.DebugAdapterDescriptor | undefined> {
    const server = parseAddress(session.configuration.debugServer ?? setting<string>('server'));
    if (server !== undefined) {
      return new vscode.DebugAdapterServer(server.port, server.host);
    }
    const folder = session.workspaceFolder ?? vscode.workspace.workspaceFolders?.[0];
    return new vscode.DebugAdapterExecutable(wdbgCommand(session.workspaceFolder), serverArguments(await this.log(session)), {
      cwd: folder?.uri.scheme === 'file' ? folder.uri.fsPath : path.dirname(String(session.configuration.program)),
    });
  }

  private async log(session: vscode.DebugSession): Promise<string | undefined> {
    if (!setting<boolean>('trace')) {
      return undefined;
    }
    await vscode.workspace.fs.createDirectory(this.logs);
    const file = vscode.Uri.joinPath(this.logs, `dap-${session.id}.log`).fsPath;
    this.output.appendLine(`session "${session.name}": messages are written to ${file}`);
    return file;
  }
}
