// Finds the modules that can be debugged.

import * as vscode from 'vscode';
import { siblingModule } from './launch';

const LIMIT = 500;
const EXCLUDE = '**/{node_modules,.git,.cargo,.rustup}/**';

/** The modules of the workspace, or of one of its folders, the newest first. */
export async function findPrograms(folder?: vscode.WorkspaceFolder, token?: vscode.CancellationToken): Promise<vscode.Uri[]> {
  const pattern = folder ? new vscode.RelativePattern(folder, '**/*.wasm') : '**/*.wasm';
  const found = await vscode.workspace.findFiles(pattern, EXCLUDE, LIMIT, token);
  const times = new Map<vscode.Uri, number>();
  await Promise.all(found.map(async uri => times.set(uri, await changed(uri))));
  return found.sort((a, b) => (times.get(b) ?? 0) - (times.get(a) ?? 0) || a.path.localeCompare(b.path));
}

async function changed(uri: vscode.Uri): Promise<number> {
  try {
    return (await vscode.workspace.fs.stat(uri)).mtime;
  } catch {
    return 0; // it is gone again
  }
}

/** The module that is open in the active editor: itself, or the one that its .wat was made into. */
export async function activeProgram(): Promise<vscode.Uri | undefined> {
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  if (!(input instanceof vscode.TabInputCustom || input instanceof vscode.TabInputText) || input.uri.scheme !== 'file') {
    return undefined;
  }
  if (input.uri.path.endsWith('.wasm')) {
    return input.uri;
  }
  if (!input.uri.path.endsWith('.wat')) {
    return undefined;
  }
  const module = input.uri.with({ path: siblingModule(input.uri.path) });
  return (await changed(module)) > 0 ? module : undefined;
}

/** The one program there is, or the one that the user picks; undefined where there is none or the user does not want. */
export async function pickProgram(folder?: vscode.WorkspaceFolder, token?: vscode.CancellationToken): Promise<vscode.Uri | undefined> {
  const programs = await findPrograms(folder, token);
  if (programs.length === 1) {
    return programs[0];
  }
  const browse: vscode.QuickPickItem & { uri?: vscode.Uri } = { label: '$(folder-opened) Another file…', alwaysShow: true };
  if (programs.length === 0) {
    const choose = 'Choose a File';
    const answer = await vscode.window.showInformationMessage(
      'There is no .wasm file in this workspace. Is the program built?', choose);
    return answer === choose ? browseProgram() : undefined;
  }
  const items = programs.map(uri => ({ label: vscode.workspace.asRelativePath(uri), uri }));
  const picked = await vscode.window.showQuickPick([...items, browse], {
    title: 'Which WebAssembly module?', placeHolder: 'The module to debug; the newest is the first', matchOnDescription: true,
  }, token);
  return picked === browse ? browseProgram() : picked?.uri;
}

async function browseProgram(): Promise<vscode.Uri | undefined> {
  const chosen = await vscode.window.showOpenDialog({
    title: 'Which WebAssembly module?', openLabel: 'Choose', filters: { 'WebAssembly modules': ['wasm'], 'All files': ['*'] },
  });
  return chosen?.[0];
}
