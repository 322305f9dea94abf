// What source files and launch.json get in the editor: code lenses, and values inline.

import * as fs from 'node:fs';
import * as vscode from 'vscode';
import { siblingModule } from './launch';
import { configurationLines, moduleLine } from './lenses';
import { firstLine, namesIn } from './names';
import { setting } from './settings';

/** "Debug" over the configurations of launch.json. */
export const launchLenses: vscode.CodeLensProvider = {
  provideCodeLenses(document) {
    const folder = vscode.workspace.getWorkspaceFolder(document.uri);
    return configurationLines(document.getText()).map(({ line, name }) => new vscode.CodeLens(new vscode.Range(line, 0, line, 0), {
      command: 'wdbg.startConfiguration', title: '$(debug-alt) Debug', arguments: [folder?.uri, name],
    }));
  },
};

/** "Debug" and "Run" over the module of a .wat file whose .wasm is beside it. */
export const watLenses: vscode.CodeLensProvider = {
  provideCodeLenses(document) {
    const line = moduleLine(document.getText());
    const module = siblingModule(document.uri.fsPath);
    if (line === undefined || document.uri.scheme !== 'file' || !fs.existsSync(module)) {
      return [];
    }
    const uri = vscode.Uri.file(module);
    const range = new vscode.Range(line, 0, line, 0);
    return [
      new vscode.CodeLens(range, { command: 'wdbg.debug', title: '$(debug-alt) Debug', arguments: [uri] }),
      new vscode.CodeLens(range, { command: 'wdbg.run', title: '$(play) Run', arguments: [uri] }),
      new vscode.CodeLens(range, { command: 'wdbg.show', title: '$(file-binary) Show Module', arguments: [uri] }),
    ];
  },
};

const LINES_BEFORE = 100;

/** Names between the beginning of the function and the line where the program stands; the editor asks for their values. */
export const inlineValues: vscode.InlineValuesProvider = {
  async provideInlineValues(document, view, context) {
    const session = vscode.debug.activeDebugSession;
    if (session?.type !== 'wdbg' || !setting<boolean>('inlineValues')) {
      return [];
    }
    const answer: unknown = await session.customRequest('scopes', { frameId: context.frameId }).then(undefined, () => undefined);
    const last = Math.min(context.stoppedLocation.end.line, document.lineCount - 1);
    const first = Math.max(view.start.line, last - LINES_BEFORE, 0, firstLine(answer, last + 1) - 1);
    return namesIn(line => document.lineAt(line).text, first, last).map(({ line, column, name }) =>
      new vscode.InlineValueVariableLookup(new vscode.Range(line, column, line, column + name.length), name, true));
  },
};
