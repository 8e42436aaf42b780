import { expect, test } from 'vitest';
import { createClient } from './client.ts';
import { ApiProblem, Unreachable } from './problem.ts';

const json = (status: number, body: unknown) =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } });

function clientOf(answer: (url: string, init: RequestInit) => Response | Promise<Response>) {
  const fake = (async (url: URL, init: RequestInit) => answer(url.href, init)) as unknown as typeof fetch;
  return createClient({ url: 'https://id.example.org/credence/', key: 'sk_test', fetch: fake });
}

test('a call goes to its place with key, headers and body', async () => {
  const client = clientOf((url, init) => {
    expect(url).toBe('https://id.example.org/credence/v1/sessions');
    expect(init.method).toBe('POST');
    const headers = new Headers(init.headers);
    expect(headers.get('authorization')).toBe('Bearer sk_test');
    expect(headers.get('idempotency-key')).toBe('one');
    expect(init.body).toBe('{"reference":"order-1"}');
    return json(201, { id: 's' });
  });
  const made = await client('create_session', { body: { reference: 'order-1' }, headers: { 'Idempotency-Key': 'one' } });
  expect(made.id).toBe('s');
});

test('an id cannot leave its place in the path', async () => {
  const client = clientOf((url) => {
    expect(url).toBe('https://id.example.org/credence/v1/sessions/..%2Fkeys%3Fa');
    return json(200, {});
  });
  await client('read_session', { path: { id: '../keys?a' } });
});

test('a refusal is thrown with its code, silence as unreachable', async () => {
  const refused = clientOf(() => json(404, { code: 'not_found', detail: 'There is nothing here.' }));
  const problem = await refused('read_session', { path: { id: 's' } }).catch((error: unknown) => error);
  expect(problem).toBeInstanceOf(ApiProblem);
  expect((problem as ApiProblem).code).toBe('not_found');
  const silent = clientOf(() => Promise.reject(new TypeError('no network')));
  await expect(silent('read_session', { path: { id: 's' } })).rejects.toBeInstanceOf(Unreachable);
});
