import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inFolder, isEmpty, launchOf, parseAddress, serverArguments, siblingModule, wrongProgram } from '../../src/launch';

test('addresses of servers', () => {
  for (const none of [undefined, null, '']) {
    assert.equal(parseAddress(none), undefined);
  }
  assert.deepEqual(parseAddress('127.0.0.1:4711'), { host: '127.0.0.1', port: 4711 });
  assert.deepEqual(parseAddress('build.example:80'), { host: 'build.example', port: 80 });
  assert.deepEqual(parseAddress('[::1]:4711'), { host: '::1', port: 4711 });
  assert.deepEqual(parseAddress(4711), { host: '127.0.0.1', port: 4711 });
  assert.deepEqual(parseAddress(' 4711 '), { host: '127.0.0.1', port: 4711 });
  for (const wrong of ['host', 'host:', 'host:0', 'host:65536', ':', {}, true, -1, 1.5]) {
    assert.throws(() => parseAddress(wrong), /is not an address HOST:PORT/);
  }
});

test('programs that cannot be debugged', () => {
  const disk = (path: string) => (path.endsWith('.wasm') ? 'file' : path.endsWith('/') ? 'folder' : 'nothing');
  assert.equal(wrongProgram('/a/b.wasm', disk), undefined);
  assert.match(wrongProgram(undefined, disk) ?? '', /does not say which program/);
  assert.match(wrongProgram('', disk) ?? '', /does not say which program/);
  assert.match(wrongProgram(5, disk) ?? '', /has to be a string/);
  assert.match(wrongProgram('/a/', disk) ?? '', /is a folder/);
  assert.match(wrongProgram('/a/b', disk) ?? '', /no file \/a\/b\. Is the program built/);
});

test('configurations', () => {
  assert.equal(isEmpty({}), true);
  assert.equal(isEmpty({ program: 'x' }), true);
  assert.equal(isEmpty({ type: 'wdbg' }), false);
  assert.deepEqual(launchOf('/a/b.wasm'), { type: 'wdbg', request: 'launch', name: 'b.wasm', program: '/a/b.wasm' });
  assert.equal(inFolder('/w', 'a.wasm'), '/w/a.wasm');
  assert.equal(inFolder('/w', '/a.wasm'), '/a.wasm');
  assert.equal(inFolder(undefined, 'a.wasm'), 'a.wasm');
  assert.equal(siblingModule('/a.b/c.wat'), '/a.b/c.wasm');
  assert.equal(siblingModule('/a.b/c'), '/a.b/c.wasm');
  assert.deepEqual(serverArguments(undefined), ['dap']);
  assert.deepEqual(serverArguments('/l'), ['dap', '--log', '/l']);
});
