import { expect, test, vi } from 'vitest';
import { listCases, readCase, readImage } from './console.ts';
import { Unreachable } from './problem.ts';

function answer(response: Response) {
  const fetched = vi.fn(async (_url: string) => response);
  vi.stubGlobal('fetch', fetched);
  return fetched;
}

test('a page of the list is asked for by state and cursor', async () => {
  const line = { id: 'a', state: 'needs_review', document_type: 'passport', attempts: 2, failed_checks: ['x', 3] };
  const fetched = answer(Response.json({ cases: [line, 'nonsense'], next_cursor: 'c2' }));
  const page = await listCases('needs_review', 'c1', 25);
  expect(fetched.mock.calls[0]?.[0]).toMatch(/console\/cases\?limit=25&state=needs_review&cursor=c1$/);
  expect(page.nextCursor).toBe('c2');
  expect(page.cases).toEqual([
    { id: 'a', reference: '', state: 'needs_review', documentType: 'passport', createdAt: '', updatedAt: '', attempts: 2, failedChecks: ['x'], isReviewRequested: false },
  ]);
});

test('a case whose state nobody knows does not look decided', async () => {
  answer(Response.json({ id: 'a', state: 'splendid' }));
  expect((await readCase('a')).state).toBe('processing');
});

test('absent values are not assessed, not zero', async () => {
  answer(Response.json({ id: 'a', state: 'needs_review', scores: { document: 74 }, fields: [{ key: 'hair', value: null, confidence: -1 }] }));
  const read = await readCase('a');
  expect(read.scores).toEqual({ document: 74, face: null, liveness: null });
  expect(read.fields).toEqual([{ key: 'hair', value: '', source: '', confidence: -1, agreement: '', sightings: [] }]);
});

test('scores of the document are told whole or not at all', async () => {
  const assurance = { strength: 4, validity: 0, contra_indicators: ['D02', 7] };
  answer(Response.json({ id: 'a', assurance }));
  expect((await readCase('a')).assurance).toEqual({ strength: 4, validity: 0, contraIndicators: ['D02'] });
  for (const value of [null, {}, { strength: 4 }]) {
    answer(Response.json({ id: 'a', assurance: value }));
    expect((await readCase('a')).assurance).toBeNull();
  }
});

test('only a plain picture becomes a photograph', async () => {
  answer(new Response('x', { headers: { 'content-type': 'image/jpeg' } }));
  expect((await readImage('a', 'b')).type).toBe('image/jpeg');
  for (const type of ['text/html', 'image/svg+xml', '']) {
    answer(new Response('x', { headers: { 'content-type': type } }));
    await expect(readImage('a', 'b')).rejects.toBeInstanceOf(Unreachable);
  }
});

test('an id cannot lead out of its place', async () => {
  const fetched = answer(Response.json({}));
  await readCase('../me');
  expect(fetched.mock.calls[0]?.[0]).toContain('console/cases/..%2Fme');
});
