// What the page of a module and the extension tell each other.

import { Func, Section } from './listing';

/** From the page. Answers to `list` carry its id, so that a late one can be told from what is shown now. */
export type Request =
  | { kind: 'ready' }
  | { kind: 'list'; id: number; func?: number; section?: string; source?: boolean; from: number }
  | { kind: 'debug' }
  | { kind: 'run' }
  | { kind: 'settings' };

/** To the page. */
export type Answer =
  | { kind: 'clear'; file: string }
  | { kind: 'outline'; size?: number; sections: Section[]; functions: Func[]; errors: string[]; done: boolean }
  | { kind: 'listed'; id: number; from: number; lines: string[]; more: boolean }
  | { kind: 'failed'; id?: number; message: string };

/** How many lines a page of a listing has. */
export const PAGE_LINES = 2000;

/** Says whether a message has the form of a request: the page's content is not trusted. */
export function isRequest(message: unknown): message is Request {
  if (typeof message !== 'object' || message === null) {
    return false;
  }
  const m = message as Record<string, unknown>;
  switch (m.kind) {
    case 'ready':
    case 'debug':
    case 'run':
    case 'settings':
      return true;
    case 'list':
      return isIndex(m.id) && isIndex(m.from) && (isIndex(m.func) ? m.section === undefined : typeof m.section === 'string');
    default:
      return false;
  }
}

function isIndex(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

/** The page itself, in which the script fills in everything as text. */
export function pageOf(script: string, style: string, source: string, nonce: string): string {
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src ${source}; script-src 'nonce-${nonce}';">
<link rel="stylesheet" href="${style}">
<title>WebAssembly module</title>
</head>
<body>
<header>
  <span id="file"></span><span id="size"></span>
  <input id="search" type="search" placeholder="Function: name, index or 0xoffset" aria-label="Search functions" spellcheck="false">
  <label id="with-source"><input id="source" type="checkbox"> source lines</label>
  <button id="debug" title="Debug this module">Debug</button>
  <button id="run" class="secondary" title="Run this module without debugging">Run</button>
</header>
<div id="errors" role="alert" hidden></div>
<main>
  <nav>
    <h2>Sections</h2>
    <table id="sections"><tbody></tbody></table>
    <h2 id="functions-title">Functions</h2>
    <div id="functions" tabindex="0" role="listbox" aria-labelledby="functions-title"><div id="rows"></div></div>
  </nav>
  <section>
    <h2 id="listing-title"></h2>
    <div id="listing" tabindex="0"><div id="lines"></div><button id="more" class="secondary" hidden>More</button></div>
  </section>
</main>
<script nonce="${nonce}" src="${script}"></script>
</body>
</html>`;
}
