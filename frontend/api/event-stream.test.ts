import { expect, test } from 'vitest';
import { EventStreamParser } from './event-stream.ts';

test('an event is its name, its data and its id', () => {
  expect(new EventStreamParser().push('event: session\nid: 7\ndata: {"a":1}\n\n')).toEqual([{ name: 'session', id: '7', data: '{"a":1}' }]);
});

test('pieces may break anywhere', () => {
  const text = '\uFEFF: hello\r\n\r\nevent: session\r\ndata: one\r\ndata: two\r\n\r\ndata:three\n\n';
  const parser = new EventStreamParser();
  const events = [...text].flatMap((letter) => parser.push(letter));
  expect(events).toEqual([
    { name: 'session', id: '', data: 'one\ntwo' },
    { name: 'message', id: '', data: 'three' },
  ]);
});

test('comments, unknown fields and events without data give nothing', () => {
  expect(new EventStreamParser().push(': keep alive\n\nretry: 10\nnonsense\n\nevent: session\n\n')).toEqual([]);
});

test('an id stays for the events after it', () => {
  const events = new EventStreamParser().push('id: 3\ndata: a\n\ndata: b\n\n');
  expect(events.map((event) => event.id)).toEqual(['3', '3']);
});

test('an event that is cut off is not given out', () => {
  expect(new EventStreamParser().push('event: session\ndata: half')).toEqual([]);
});
