// Shows modules: sections, functions and the code of what is chosen, as `wdbg objdump` lists them.

import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import { Func, Module, Piece, Section, Selection, outline, page } from './listing';
import { Answer, PAGE_LINES, Request, isRequest, pageOf } from './messages';
import { openSettings, wdbgCommand } from './settings';

const AT_ONCE = 5000;

class ModuleDocument implements vscode.CustomDocument {
  constructor(readonly uri: vscode.Uri) {}
  dispose(): void {}
}

/** The editor of .wasm files. */
export class ModuleViewer implements vscode.CustomReadonlyEditorProvider<ModuleDocument> {
  static readonly viewType = 'wdbg.module';

  constructor(private readonly extension: vscode.Uri) {}

  openCustomDocument(uri: vscode.Uri): ModuleDocument {
    return new ModuleDocument(uri);
  }

  resolveCustomEditor(document: ModuleDocument, panel: vscode.WebviewPanel): void {
    const media = vscode.Uri.joinPath(this.extension, 'media');
    const { webview } = panel;
    webview.options = { enableScripts: true, localResourceRoots: [media] };
    const view = new View(document.uri, webview);
    const watcher = vscode.workspace.createFileSystemWatcher(
      new vscode.RelativePattern(vscode.Uri.joinPath(document.uri, '..'), document.uri.path.split('/').at(-1) ?? ''));
    watcher.onDidChange(() => view.reload());
    watcher.onDidCreate(() => view.reload());
    webview.onDidReceiveMessage(message => view.receive(message));
    panel.onDidDispose(() => {
      watcher.dispose();
      view.dispose();
    });
    webview.html = pageOf(
      webview.asWebviewUri(vscode.Uri.joinPath(media, 'viewer.js')).toString(),
      webview.asWebviewUri(vscode.Uri.joinPath(media, 'viewer.css')).toString(),
      webview.cspSource, randomBytes(16).toString('hex'));
  }
}

/** One open page of a module. What runs for it ends when it is closed or reloaded. */
class View {
  private running = new AbortController();
  private listing = new AbortController();

  constructor(private readonly uri: vscode.Uri, private readonly webview: vscode.Webview) {}

  dispose(): void {
    this.running.abort();
    this.listing.abort();
  }

  receive(message: unknown): void {
    if (!isRequest(message)) {
      return;
    }
    switch (message.kind) {
      case 'ready':
        this.reload();
        break;
      case 'list':
        void this.list(message);
        break;
      case 'debug':
      case 'run':
        void vscode.commands.executeCommand(`wdbg.${message.kind}`, this.uri);
        break;
      case 'settings':
        void openSettings();
        break;
    }
  }

  reload(): void {
    this.dispose();
    this.running = new AbortController();
    void this.outline(this.running.signal);
  }

  private send(answer: Answer): void {
    void this.webview.postMessage(answer);
  }

  private async module(): Promise<Module> {
    const file = this.uri.scheme === 'file' ? this.uri.fsPath : await vscode.workspace.fs.readFile(this.uri);
    return { wdbg: wdbgCommand(this.uri), file };
  }

  private async outline(signal: AbortSignal): Promise<void> {
    this.send({ kind: 'clear', file: vscode.workspace.asRelativePath(this.uri) });
    const batch = new Batch(answer => this.send(answer));
    try {
      await outline(await this.module(), piece => batch.add(piece), signal);
      batch.flush(true);
    } catch (error) {
      this.fail(error, signal);
    }
  }

  private async list(request: Request & { kind: 'list' }): Promise<void> {
    this.listing.abort();
    this.listing = new AbortController();
    const { signal } = this.listing;
    const selection: Selection = request.func !== undefined
      ? { func: request.func, source: request.source === true } : { section: request.section ?? '' };
    try {
      const { lines, more } = await page(await this.module(), selection, request.from, PAGE_LINES, signal);
      this.send({ kind: 'listed', id: request.id, from: request.from, lines, more });
    } catch (error) {
      this.fail(error, signal, request.id);
    }
  }

  private fail(error: unknown, signal: AbortSignal, id?: number): void {
    if (signal.aborted) {
      return;
    }
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    const message = missing ? `The command ${wdbgCommand(this.uri)} is not there. The setting wdbg.path says where it is.` : (error as Error).message;
    this.send({ kind: 'failed', id, message });
  }
}

/** Collects the pieces of an outline, so that not each of them is a message of its own. */
class Batch {
  private size: number | undefined;
  private sections: Section[] = [];
  private functions: Func[] = [];
  private errors: string[] = [];

  constructor(private readonly send: (answer: Answer) => void) {}

  add(piece: Piece): void {
    switch (piece.kind) {
      case 'module':
        this.size = piece.size;
        break;
      case 'section':
        this.sections.push(piece.section);
        break;
      case 'function':
        if (this.functions.push(piece.func) >= AT_ONCE) {
          this.flush(false);
        }
        break;
      case 'error':
        this.errors.push(piece.message);
        break;
    }
  }

  flush(done: boolean): void {
    this.send({ kind: 'outline', size: this.size, sections: this.sections, functions: this.functions, errors: this.errors, done });
    this.size = undefined;
    this.sections = [];
    this.functions = [];
    this.errors = [];
  }
}
