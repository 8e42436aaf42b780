import { expect, test, vi } from 'vitest';
import type { Me } from '../api/console.ts';
import { ApiProblem } from '../api/problem.ts';
import { ReviewConsole } from './console.ts';

const me: Me = { name: 'Ada', email: 'ada@example.org', role: 'reviewer', tenantName: 'Bank' };
const ended = () => new ApiProblem(401, 'not_signed_in', '', null, null);

test('who is signed in is asked once at the start', async () => {
  const desk = new ReviewConsole(null);
  vi.stubGlobal('fetch', async () => Response.json({ name: 'Ada', email: 'a@b', role: 'reviewer', tenant_name: 'Bank' }));
  await desk.open();
  expect(desk.signedIn.value).toMatchObject({ as: 'reviewer', me: { name: 'Ada', tenantName: 'Bank' } });
  vi.stubGlobal('fetch', async () => new Response('{}', { status: 401 }));
  await desk.open();
  expect(desk.signedIn.value).toEqual({ as: 'nobody' });
  vi.stubGlobal('fetch', async () => { throw new TypeError('no network'); });
  await desk.open();
  expect(desk.signedIn.value).toEqual({ as: 'unreachable' });
});

test('reading waits for signing in again and then goes on', async () => {
  const desk = new ReviewConsole(null);
  desk.enter(me);
  const read = vi.fn().mockRejectedValueOnce(ended()).mockResolvedValueOnce('the case');
  const reading = desk.reading(read);
  await vi.waitFor(() => expect(desk.signedIn.value).toEqual({ as: 'again', me }));
  expect(read).toHaveBeenCalledOnce();
  desk.enter(me);
  expect(await reading).toBe('the case');
});

test('other problems are not waited for', async () => {
  const desk = new ReviewConsole(null);
  desk.enter(me);
  const missing = new ApiProblem(404, 'not_found', '', null, null);
  await expect(desk.reading(() => Promise.reject(missing))).rejects.toBe(missing);
  expect(desk.signedIn.value.as).toBe('reviewer');
});

test('entering uses the invitation up', () => {
  const desk = new ReviewConsole('x'.repeat(60));
  desk.enter(me);
  expect(desk.invitation.value).toBeNull();
});
