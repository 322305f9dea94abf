// The extension: registers what the other files provide.

import * as vscode from 'vscode';
import { AdapterFactory } from './adapter';
import { ConfigurationProvider } from './configurations';
import { inlineValues, launchLenses, watLenses } from './editing';
import { launchOf } from './launch';
import { activeProgram, pickProgram } from './programs';
import { Commands } from './settings';
import { ModuleViewer } from './viewer';

const INLINE_LANGUAGES = ['c', 'cpp', 'rust', 'go', 'zig', 'assemblyscript', 'typescript', 'swift', 'd', 'odin'];

export function activate(context: vscode.ExtensionContext): void {
  const commands = new Commands();
  const output = vscode.window.createOutputChannel('wdbg');
  const configurations = new ConfigurationProvider(commands);
  const { Initial, Dynamic } = vscode.DebugConfigurationProviderTriggerKind;
  context.subscriptions.push(
    output,
    vscode.workspace.onDidChangeConfiguration(change => change.affectsConfiguration('wdbg.path') && commands.forget()),
    vscode.debug.registerDebugConfigurationProvider('wdbg', configurations, Initial),
    vscode.debug.registerDebugConfigurationProvider('wdbg', { provideDebugConfigurations: configurations.provideDebugConfigurations }, Dynamic),
    vscode.debug.registerDebugAdapterDescriptorFactory('wdbg', new AdapterFactory(context.logUri, output)),
    vscode.window.registerCustomEditorProvider(ModuleViewer.viewType, new ModuleViewer(context.extensionUri), {
      webviewOptions: { retainContextWhenHidden: true, enableFindWidget: true },
    }),
    vscode.languages.registerCodeLensProvider({ language: 'jsonc', pattern: '**/launch.json' }, launchLenses),
    vscode.languages.registerCodeLensProvider({ language: 'wat' }, watLenses),
    vscode.languages.registerInlineValuesProvider(INLINE_LANGUAGES, inlineValues),
    vscode.commands.registerCommand('wdbg.debug', (uri?: vscode.Uri) => launch(uri, false)),
    vscode.commands.registerCommand('wdbg.run', (uri?: vscode.Uri) => launch(uri, true)),
    vscode.commands.registerCommand('wdbg.start', start),
    vscode.commands.registerCommand('wdbg.startConfiguration', startConfiguration),
    vscode.commands.registerCommand('wdbg.show', (uri: vscode.Uri) => vscode.commands.executeCommand('vscode.openWith', uri, ModuleViewer.viewType)),
    vscode.commands.registerCommand('wdbg.showLog', () => output.show()),
    vscode.commands.registerCommand('wdbg.pickProgram', async () => (await pickProgram())?.fsPath),
  );
}

async function launch(uri: vscode.Uri | undefined, noDebug: boolean): Promise<void> {
  const program = uri ?? (await activeProgram()) ?? (await pickProgram());
  if (program === undefined) {
    return;
  }
  if (program.scheme !== 'file') {
    void vscode.window.showErrorMessage('wdbg runs modules that are files on disk; save this one first.');
    return;
  }
  await vscode.debug.startDebugging(vscode.workspace.getWorkspaceFolder(program), launchOf(program.fsPath), { noDebug });
}

// F5 in the editor of a module: a launch.json goes first, as everywhere.
async function start(): Promise<void> {
  const configured = vscode.workspace.getConfiguration('launch').get<unknown[]>('configurations');
  if (configured?.length) {
    await vscode.commands.executeCommand('workbench.action.debug.start');
  } else {
    await launch(undefined, false);
  }
}

async function startConfiguration(folder: vscode.Uri | undefined, name: string): Promise<void> {
  await vscode.debug.startDebugging(folder && vscode.workspace.getWorkspaceFolder(folder), name);
}
