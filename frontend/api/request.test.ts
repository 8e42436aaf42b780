import { expect, test, vi } from 'vitest';
import { ApiProblem, retryAfterSeconds, Unreachable } from './problem.ts';
import { call, callJson } from './request.ts';

function answer(response: Response | Error) {
  const fetched = vi.fn(async (_url: string, _options: RequestInit) => {
    if (response instanceof Error) throw response;
    return response;
  });
  vi.stubGlobal('fetch', fetched);
  return fetched;
}

test('a token travels in the header, and cookies then stay at home', async () => {
  const fetched = answer(Response.json({ ok: true }));
  await callJson('sessions/1', { token: 'st_x' });
  const [url, options] = fetched.mock.calls[0] ?? [];
  expect(url).toMatch(/\/v1\/sessions\/1$/);
  expect(url).not.toContain('st_x');
  expect(new Headers(options?.headers).get('authorization')).toBe('Bearer st_x');
  expect(options?.credentials).toBe('omit');
});

test('a refusal keeps its code, its words and its reference', async () => {
  const body = { status: 409, code: 'case_already_decided', detail: 'Decided.', request_id: 'r-9' };
  answer(new Response(JSON.stringify(body), { status: 409, headers: { 'retry-after': '5' } }));
  const problem = await call('x').catch((thrown: unknown) => thrown);
  expect(problem).toBeInstanceOf(ApiProblem);
  expect(problem).toMatchObject({ status: 409, code: 'case_already_decided', detail: 'Decided.', requestId: 'r-9', retryAfterSeconds: 5 });
});

test('a refusal without a problem document still has its status', async () => {
  answer(new Response('<html>Bad gateway</html>', { status: 502 }));
  await expect(call('x')).rejects.toMatchObject({ status: 502, code: 'http_502', detail: '' });
});

test('silence and nonsense are both no answer', async () => {
  answer(new TypeError('network'));
  await expect(call('x')).rejects.toBeInstanceOf(Unreachable);
  answer(new Response('<html>', { status: 200 }));
  await expect(callJson('x')).rejects.toBeInstanceOf(Unreachable);
});

test.each([['30', 30], ['0', 0], [null, null], ['soon', null], ['-1', null]])('Retry-After %j is %j', (header, seconds) => {
  expect(retryAfterSeconds(header)).toBe(seconds);
});
