// The page of a module. All that comes from the module is put in as text, never as markup.
'use strict';

(() => {
  const vscode = acquireVsCodeApi();
  const $ = id => document.getElementById(id);
  const ROW = 20; // height of a row of the list of functions; as in viewer.css
  const HIGHEST = 8_000_000; // browsers cannot scroll further than some ten million pixels

  let functions = []; // [index, start, end, name], in the order of the file
  let byIndex = new Map();
  let shown = functions;
  let sections = [];
  let chosen; // {func} or {section}
  let request = 0;
  let listed = 0;
  let wanted; // the offset to show when the listing comes
  let complete = false;

  const hex = n => '0x' + n.toString(16);
  const element = (tag, className, text) => {
    const e = document.createElement(tag);
    if (className) { e.className = className; }
    if (text !== undefined) { e.textContent = text; }
    return e;
  };
  const bytes = n => n < 10_000 ? `${n} B` : n < 10_000_000 ? `${(n / 1000).toFixed(1)} kB` : `${(n / 1e6).toFixed(1)} MB`;

  // Sections.

  function drawSections() {
    const body = $('sections').tBodies[0];
    body.replaceChildren(...sections.map(section => {
      const row = element('tr', chosen && chosen.section === section.name ? 'chosen' : '');
      row.title = `${hex(section.start)}-${hex(section.end)}`;
      row.append(element('td', '', section.name), element('td', '', section.count === undefined ? '' : String(section.count)),
        element('td', '', bytes(section.end - section.start)), element('td', '', hex(section.start)));
      row.addEventListener('click', () => choose({ section: section.name }));
      return row;
    }));
  }

  // Functions: only the rows that can be seen exist.

  function filter() {
    const text = $('search').value.trim();
    const pattern = text.toLowerCase();
    const offset = /^0x[0-9a-f]+$/.test(pattern) ? Number(pattern) : undefined;
    if (text === '') {
      shown = functions;
    } else if (offset !== undefined) {
      shown = functions.filter(f => offset >= f[1] && offset < f[2]);
    } else if (/^\d+$/.test(pattern)) {
      shown = functions.filter(f => String(f[0]).startsWith(pattern) || f[3].includes(text));
    } else {
      shown = functions.filter(f => f[3].toLowerCase().includes(pattern));
    }
    $('functions-title').textContent = `Functions: ${shown === functions ? '' : shown.length.toLocaleString() + ' of '}${functions.length.toLocaleString()}${complete ? '' : '…'}`;
    drawFunctions();
    return offset;
  }

  function drawFunctions() {
    const view = $('functions');
    const height = Math.min(shown.length * ROW, HIGHEST);
    $('rows').style.height = height + 'px';
    const room = Math.max(height - view.clientHeight, 1);
    const last = Math.max(shown.length * ROW - view.clientHeight, 0);
    const top = Math.min(height === shown.length * ROW ? view.scrollTop : view.scrollTop / room * last, last);
    const first = Math.max(Math.floor(top / ROW) - 5, 0);
    const rows = [];
    for (let i = first; i < Math.min(first + Math.ceil(view.clientHeight / ROW) + 10, shown.length); i++) {
      rows.push(functionRow(shown[i], view.scrollTop - top + i * ROW));
    }
    $('rows').replaceChildren(...rows);
  }

  function functionRow(f, top) {
    const row = element('div', 'row' + (chosen && chosen.func === f[0] ? ' chosen' : ''));
    row.style.top = top + 'px';
    row.setAttribute('role', 'option');
    row.title = `${f[3] || 'function'} (;${f[0]};) ${hex(f[1])}-${hex(f[2])}`;
    row.append(element('span', 'index', String(f[0])), element('span', 'name', f[3] || '(no name)'), element('span', 'bytes', bytes(f[2] - f[1])));
    row.addEventListener('click', () => choose({ func: f[0] }));
    return row;
  }

  function reveal(index) {
    const at = shown.findIndex(f => f[0] === index);
    if (at < 0) { return; }
    const view = $('functions');
    const all = shown.length * ROW;
    const top = Math.max(at * ROW - view.clientHeight / 2, 0);
    view.scrollTop = all <= HIGHEST ? top : top / (all - view.clientHeight) * (HIGHEST - view.clientHeight);
  }

  // The listing of what is chosen.

  function choose(what, offset) {
    chosen = what;
    wanted = offset;
    listed = 0;
    const f = what.func === undefined ? undefined : byIndex.get(what.func);
    $('listing-title').textContent = f ? `${f[3] || 'function'} (;${f[0]};)` : what.section === undefined ? `function ${what.func}` : what.section;
    $('listing-title').title = $('listing-title').textContent;
    $('lines').replaceChildren();
    $('more').hidden = true;
    $('with-source').hidden = what.func === undefined;
    drawSections();
    drawFunctions();
    list();
    vscode.setState({ chosen, search: $('search').value, source: $('source').checked });
  }

  function list() {
    vscode.postMessage({ kind: 'list', id: ++request, from: listed, source: $('source').checked, ...chosen });
  }

  function line(text) {
    const row = element('div', 'line');
    if (/^\s*;;/.test(text)) {
      row.append(element('span', 'source', text));
      return row;
    }
    const match = /^(\s*(0x[0-9a-f]+):)(\s*)(.*)$/.exec(text);
    let rest = text;
    if (match) {
      row.dataset.offset = String(Number(match[2]));
      row.append(element('span', 'offset', match[1]), match[3]);
      rest = match[4];
      const op = /^[a-z][a-z0-9_.]*/.exec(rest);
      if (op) {
        row.append(element('span', 'opcode', op[0]));
        rest = rest.slice(op[0].length);
      }
    }
    appendOperands(row, rest, /\bcall\b|\bfunc\b/.test(text));
    return row;
  }

  // Names of functions that are called lead to them; places where branches go, to the instruction there.
  function appendOperands(row, text, calls) {
    let at = 0;
    for (const m of text.matchAll(/\$\S+ \(;(\d+);\)|\(;@\S+ (0x[0-9a-f]+);\)|;;.*$/g)) {
      row.append(text.slice(at, m.index));
      at = m.index + m[0].length;
      if (m[1] !== undefined && calls && byIndex.has(Number(m[1]))) {
        const link = element('span', 'symbol', m[0]);
        link.addEventListener('click', () => { choose({ func: Number(m[1]) }); reveal(Number(m[1])); });
        row.append(link);
      } else if (m[2] !== undefined) {
        const link = element('span', 'symbol', m[0]);
        link.addEventListener('click', () => show(Number(m[2])));
        row.append(link);
      } else {
        row.append(element('span', 'comment', m[0]));
      }
    }
    row.append(text.slice(at));
  }

  // Marks the instruction at an offset, or the last one before it.
  function show(offset) {
    let found;
    for (const row of $('lines').querySelectorAll('[data-offset]')) {
      row.classList.remove('found');
      if (Number(row.dataset.offset) <= offset) { found = row; }
    }
    if (found) {
      found.classList.add('found');
      found.scrollIntoView({ block: 'center' });
    }
    return found;
  }

  function fail(message) {
    const box = $('errors');
    box.hidden = false;
    const row = element('div', '', message);
    if (message.includes('wdbg.path')) {
      const button = element('button', '', 'Open Settings');
      button.addEventListener('click', () => vscode.postMessage({ kind: 'settings' }));
      row.append(button);
    }
    box.append(row);
  }

  const receive = {
    clear(m) {
      functions = [];
      byIndex = new Map();
      sections = [];
      complete = false;
      $('file').textContent = $('file').title = m.file;
      $('errors').replaceChildren();
      $('errors').hidden = true;
      filter();
    },
    outline(m) {
      if (m.size !== undefined) { $('size').textContent = bytes(m.size); }
      for (const s of m.sections) { sections.push(s); }
      for (const f of m.functions) { functions.push(f); byIndex.set(f[0], f); }
      m.errors.slice(0, 100).forEach(fail);
      complete = m.done;
      filter();
      drawSections();
      if (m.done) { first(); }
    },
    listed(m) {
      if (m.id !== request) { return; }
      const rows = document.createDocumentFragment();
      // The first lines say again which module this is.
      const lines = m.from === 0 && chosen.func !== undefined ? m.lines.slice(m.lines.findIndex(l => l === '') + 1) : m.lines;
      lines.forEach(text => rows.append(line(text)));
      $('lines').append(rows);
      listed = m.from + m.lines.length;
      $('more').hidden = !m.more;
      if (m.from === 0) { $('listing').scrollTop = 0; }
      if (wanted !== undefined) { show(wanted); }
      wanted = undefined;
    },
    failed(m) {
      if (m.id === undefined || m.id === request) { fail(m.message); }
    },
  };

  // What is shown at first: what was shown before, else the function that people look for first.
  function first() {
    const again = chosen || (vscode.getState() || {}).chosen;
    const f = functions.find(f => f[3] === 'main' || f[3] === '__main_argc_argv' || f[3] === '__original_main') || functions[0];
    if (again && (again.section !== undefined || byIndex.has(again.func))) {
      choose(again);
    } else if (f) {
      choose({ func: f[0] });
      reveal(f[0]);
    } else if (sections.length) {
      choose({ section: sections[0].name });
    }
  }

  window.addEventListener('message', event => {
    const handler = Object.hasOwn(receive, event.data.kind) ? receive[event.data.kind] : undefined;
    if (handler) { handler(event.data); }
  });
  $('functions').addEventListener('scroll', drawFunctions);
  new ResizeObserver(drawFunctions).observe($('functions'));
  $('functions').addEventListener('keydown', event => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const next = step && shown[shown.findIndex(f => chosen && f[0] === chosen.func) + step];
    if (next) {
      choose({ func: next[0] });
      reveal(next[0]);
      event.preventDefault();
    }
  });
  $('search').addEventListener('input', () => { $('functions').scrollTop = 0; filter(); });
  $('search').addEventListener('keydown', event => {
    if (event.key !== 'Enter') { return; }
    const offset = filter();
    if (shown.length) { choose({ func: shown[0][0] }, offset); }
  });
  $('source').addEventListener('change', () => chosen && choose(chosen));
  $('more').addEventListener('click', () => { $('more').hidden = true; list(); });
  $('debug').addEventListener('click', () => vscode.postMessage({ kind: 'debug' }));
  $('run').addEventListener('click', () => vscode.postMessage({ kind: 'run' }));
  const before = vscode.getState() || {};
  $('search').value = before.search || '';
  $('source').checked = Boolean(before.source);
  vscode.postMessage({ kind: 'ready' });
})();
