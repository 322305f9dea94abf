import assert from 'node:assert/strict';
import { test } from 'node:test';
import { configurationLines, moduleLine } from '../../src/lenses';
import { firstLine, namesIn } from '../../src/names';

test('configurations of launch.json', () => {
  const text = `{
  // "type": "wdbg", "name": "in a comment"
  "version": "0.2.0", /* { "type": "wdbg",
    "name": "and in another" } */
  "configurations": [
    {
      "name": "one \\"quoted\\"",
      "env": { "type": "wdbg" },
      "type": "wdbg",
    },
    { "type": "node", "name": "of another debugger" },
    { "type": "wdbg", "args": ["name", "x"], "name": "two" },
    { "type": "wdbg" }
  ]
}`;
  assert.deepEqual(configurationLines(text), [{ line: 8, name: 'one "quoted"' }, { line: 11, name: 'two' }]);
});

test('a launch.json that is not well formed', () => {
  for (const text of ['', '{', '}}}', '"', '{"type":"wdbg","name":"x"', '{"type":"wdbg","name":}', '/*', '{"type":"wdbg","name":"\\x"}']) {
    assert.doesNotThrow(() => configurationLines(text));
  }
});

test('where a module begins', () => {
  assert.equal(moduleLine(';; (module\n\n ( module $m\n'), 2);
  assert.equal(moduleLine('(modules)'), undefined);
  assert.equal(moduleLine(''), undefined);
});

test('names of variables', () => {
  const lines = [
    'int sum = other.sum + p->count * Scope::value; // comment',
    'call(argument, "a string", \'c\', 0x1f, sum, sum);',
    '/* not', 'these */ but_this',
  ];
  const names = namesIn(l => lines[l], 0, lines.length - 1).map(n => `${n.line}:${n.column} ${n.name}`);
  assert.deepEqual(names, ['0:4 sum', '0:10 other', '0:22 p', '1:5 argument', '1:38 sum', '3:9 but_this']);
});

test('where the lines of a frame begin', () => {
  assert.equal(firstLine({ scopes: [{ line: 7 }, { line: 5 }, {}] }, 10), 5);
  for (const nothing of [undefined, null, {}, { scopes: [] }, { scopes: 'x' }, { scopes: [{ line: 0 }, { line: 11 }, { line: '3' }] }]) {
    assert.equal(firstLine(nothing, 10), 10);
  }
});
