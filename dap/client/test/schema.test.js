// The schema is what the other tests check messages with, so it has to find what is wrong with one.

import assert from 'node:assert/strict';
import test from 'node:test';
import { Checker, protocolSchema } from '../schema.js';

const checker = new Checker();
const stopped = (body) => ({ seq: 1, type: 'event', event: 'stopped', body });
const response = (command, body, more = {}) => ({ seq: 2, type: 'response', request_seq: 1, success: true, command, body, ...more });

test('all types of the protocol have a schema', () => {
  const { $defs } = protocolSchema();
  assert.ok(Object.keys($defs).length > 180, `${Object.keys($defs).length} types`);
  assert.equal(Object.keys($defs.Capabilities.properties).length, 42);
  assert.deepEqual($defs.Breakpoint.required, ['verified']);
  for (const name of Object.keys($defs)) checker.check({ type: 'event', event: name }); // compiles
});

const right = {
  'an event': stopped({ reason: 'step', threadId: 1, hitBreakpointIds: [1, 2] }),
  'an event without a body': { seq: 1, type: 'event', event: 'initialized' },
  'a value outside an open list': stopped({ reason: 'the moon is full' }),
  'a response': response('threads', { threads: [{ id: 1, name: 'main' }] }),
  'a response without a body': response('launch'),
  'a module with columns': response('modules', { modules: [{ id: 'x', name: 'x', buildId: '00' }] }),
  'a refusal': response('next', { error: { id: 1, format: 'no' } }, { success: false, message: 'no' }),
  'a request': { seq: 3, type: 'request', command: 'runInTerminal', arguments: { cwd: '', args: ['x'], env: { a: null } } },
  'no data': response('dataBreakpointInfo', { dataId: null, description: 'none' }),
};
for (const [name, message] of Object.entries(right)) {
  test(`${name} is right`, () => assert.deepEqual(checker.check(message), []));
}

const wrong = {
  'a missing field': [stopped({ threadId: 1 }), /reason/],
  'a field that the protocol does not know': [stopped({ reason: 'step', thread: 1 }), /additional properties: thread/],
  'a field of another type': [stopped({ reason: 'step', threadId: '1' }), /integer/],
  'a fraction': [stopped({ reason: 'step', threadId: 1.5 }), /integer/],
  'null for a missing value': [response('threads', { threads: null }), /array/],
  'a value outside a closed list': [{ seq: 1, type: 'event', event: 'module', body: { reason: 'old', module: { id: 1, name: 'x' } } }, /constant/],
  'a reference over 31 bits': [response('evaluate', { result: '', variablesReference: 2 ** 31 }), /2147483647/],
  'a negative line': [response('locations', { source: {}, line: -1 }), />= 0/],
  'a fault deep down': [response('stackTrace', { stackFrames: [{ id: 1, name: 'f', line: 1 }] }), /stackFrames\/0.*column/],
  'an event that does not exist': [{ seq: 1, type: 'event', event: 'stoped' }, /StopedEvent is no type/],
  'no type at all': [{ seq: 1 }, /undefined/],
  'a sequence number of 0': [{ seq: 0, type: 'event', event: 'initialized' }, />= 1/],
};
for (const [name, [message, want]] of Object.entries(wrong)) {
  test(`${name} is found`, () => assert.match(checker.check(message).join('\n'), want));
}
