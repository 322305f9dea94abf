import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { test } from 'node:test';
import { Func, LINE_LIMIT, Module, Section, listingArguments, outline, page, parsePiece } from '../../src/listing';
import { isRequest, pageOf } from '../../src/messages';
import { check, commandOf, complaint } from '../../src/wdbg';

const wdbg = process.env.WDBG;
const file = path.resolve(__dirname, '../../../test/workspace/main.wasm');
const forever = new AbortController().signal;

test('pieces of an outline', () => {
  assert.deepEqual(parsePiece('{"kind":"module","file":"x","size":7,"sections":2}'), { kind: 'module', size: 7 });
  assert.deepEqual(parsePiece('{"kind":"section","id":1,"name":"type","header":8,"start":10,"end":92,"size":82,"count":13}'),
    { kind: 'section', section: { id: 1, name: 'type', start: 10, end: 92, count: 13 } });
  assert.deepEqual(parsePiece('{"kind":"function","index":5,"offset":384,"end":411,"name":"_start","type":7,"size":27,"text":"..."}'),
    { kind: 'function', func: [5, 384, 411, '_start'] });
  assert.deepEqual(parsePiece('{"kind":"error","section":"code","offset":16,"message":"unexpected end"}'),
    { kind: 'error', message: 'code at 0x10: unexpected end' });
  assert.equal(parsePiece('{"kind":"something new"}'), undefined);
  assert.equal(parsePiece('{"kind":7}'), undefined);
  assert.equal(parsePiece('trap')?.kind, 'error');
});

test('what is run', () => {
  assert.deepEqual(listingArguments({ func: 7, source: true }), ['objdump', '-d', '-S', '--func=7']);
  assert.deepEqual(listingArguments({ section: '--help' }), ['objdump', '--section=--help']);
});

test('messages of the page', () => {
  for (const good of [{ kind: 'ready' }, { kind: 'list', id: 1, from: 0, func: 3 }, { kind: 'list', id: 1, from: 0, section: 'code' }]) {
    assert.equal(isRequest(good), true);
  }
  for (const bad of [null, 'ready', {}, { kind: 'toString' }, { kind: 'list' }, { kind: 'list', id: 1, from: -1, func: 3 },
    { kind: 'list', id: 1, from: 0, func: '3; rm' }, { kind: 'list', id: 1, from: 0, func: 1.5 }, { kind: 'list', id: 1, from: 0, func: 1, section: 'x' }]) {
    assert.equal(isRequest(bad), false);
  }
});

test('the page runs its own script only', () => {
  const html = pageOf('SCRIPT', 'STYLE', 'SOURCE', 'NONCE');
  assert.match(html, /default-src 'none'; style-src SOURCE; script-src 'nonce-NONCE';/);
  assert.doesNotMatch(html, /\son\w+=|style="|unsafe/);
  assert.doesNotMatch(readFileSync(path.resolve(__dirname, '../../../media/viewer.js'), 'utf8'), /innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b/);
});

test('commands that are not a good wdbg', async () => {
  assert.equal(commandOf(undefined), 'wdbg');
  assert.equal(commandOf('  '), 'wdbg');
  assert.equal(commandOf(' /opt/wdbg '), '/opt/wdbg');
  assert.match(complaint('x', await check('/nowhere/wdbg')) ?? '', /cannot be run: there is no such file.*wdbg\.path/);
  assert.match(complaint('x', await check(process.execPath)) ?? '', /does not say that it is wdbg/);
  assert.match(complaint('x', { kind: 'old', version: 'wdbg 0.0.1' }) ?? '', /too old.*wdbg 0\.0\.1/);
});

test('a wdbg', { skip: wdbg === undefined && 'WDBG does not name one' }, async t => {
  const module: Module = { wdbg: wdbg ?? '', file };

  await t.test('is good', async () => assert.deepEqual(await check(module.wdbg), { kind: 'good' }));

  await t.test('lists a file and the same bytes alike', async () => {
    const seen = [];
    for (const what of [file, readFileSync(file)]) {
      const sections: Section[] = [];
      const functions: Func[] = [];
      await outline({ ...module, file: what }, p => {
        assert.notEqual(p.kind, 'error');
        if (p.kind === 'section') { sections.push(p.section); }
        if (p.kind === 'function') { functions.push(p.func); }
      }, forever);
      assert.ok(functions.some(f => f[3].startsWith('average')));
      assert.equal(sections.find(s => s.name === 'code')?.count, functions.length);
      seen.push({ sections, functions });
    }
    assert.deepEqual(seen[0], seen[1]);
  });

  await t.test('lists in pages', async () => {
    const all = await page(module, { section: 'data' }, 0, 1e6, forever);
    assert.equal(all.more, false);
    assert.ok(all.lines.length > 10);
    assert.ok(all.lines.every(l => l.length <= LINE_LIMIT + 1));
    const parts: string[] = [];
    for (let more = true; more;) {
      const part = await page(module, { section: 'data' }, parts.length, 7, forever);
      parts.push(...part.lines);
      more = part.more;
    }
    assert.deepEqual(parts, all.lines);
  });

  await t.test('says what is no module', async () => {
    const messages: string[] = [];
    await outline({ ...module, file: Buffer.from('not wasm') }, p => p.kind === 'error' && messages.push(p.message), forever).catch(e => messages.push(String(e)));
    assert.notDeepEqual(messages, []);
    await assert.rejects(page({ ...module, file: '/nowhere.wasm' }, { func: 1, source: false }, 0, 10, forever), /nowhere/);
    await assert.rejects(page({ wdbg: '/nowhere/wdbg', file }, { func: 1, source: false }, 0, 10, forever), { code: 'ENOENT' });
  });

  await t.test('ends when the page is closed', async () => {
    await assert.rejects(page(module, { section: 'code' }, 0, 10, AbortSignal.abort()), { name: 'AbortError' });
  });
});
