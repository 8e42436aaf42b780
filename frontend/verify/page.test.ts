import { expect, test, vi } from 'vitest';
import type { Photo } from '../capture/photo.ts';
import { VerifyPage } from './page.ts';

vi.mock('../capture/upload.ts', async (original) => ({ ...(await original<object>()), createRequest: vi.fn() }));
const { createRequest, UploadInterrupted, UploadRefused } = await import('../capture/upload.ts');

const link = { sessionId: 'i', token: 'st_x' };
const capture = { dvs_url: 'https://dvs.example', public_key: 'pk_1', document_types: [] };
const view = (state: string, version: number, more: object = {}) => ({ id: 'i', state, version, capture: null, ...more });
const open = view('created', 1, { capture });

/** Answers calls by the end of their address; a list is used up from its front. */
function serve(routes: Record<string, (() => Response)[]>) {
  const calls: string[] = [];
  vi.stubGlobal('fetch', async (url: string, options: RequestInit) => {
    const path = url.split('/v1/')[1] ?? '';
    calls.push(`${options.method} ${path}`);
    const answer = routes[path]?.shift();
    if (answer === undefined) throw new TypeError('no network');
    return answer();
  });
  return calls;
}

const json = (body: object, status = 200) => () => new Response(JSON.stringify(body), { status });
const stream = (body: object) => () =>
  new Response(`event: session\ndata: ${JSON.stringify(body)}\n\n`, { headers: { 'content-type': 'text/event-stream' } });
const photo: Photo = { blob: new Blob(['x']), width: 800, height: 600, method: 'file', cameraLabel: '', hints: [], isUnread: false };

async function readyToSend() {
  const page = new VerifyPage(link);
  await page.load();
  page.act({ type: 'start' });
  page.act({ type: 'kind_chosen', kind: 'passport' });
  for (const step of ['front', 'face'] as const) {
    page.act({ type: 'photo_taken', step, photo });
    page.act({ type: 'photo_accepted' });
  }
  return page;
}

const screenOf = (page: VerifyPage) => page.journey.value.screen;

test('without a link the page says so and asks nobody', async () => {
  const calls = serve({});
  const page = new VerifyPage('missing');
  await page.load();
  expect(screenOf(page)).toEqual({ name: 'link_problem', reason: 'missing' });
  expect(calls).toEqual([]);
});

test('a refused link and a silent server are two different things', async () => {
  serve({ 'sessions/i': [json({ code: 'unauthorized' }, 401), json({}, 503)] });
  const page = new VerifyPage(link);
  await page.load();
  expect(screenOf(page)).toEqual({ name: 'link_problem', reason: 'refused' });
  const other = new VerifyPage(link);
  await other.load();
  expect(screenOf(other)).toEqual({ name: 'unreachable' });
});

test('photographs are sent, handed in, and the outcome arrives by itself', async () => {
  const calls = serve({
    'sessions/i': [json(open)],
    'sessions/i/submission': [json(view('submitted', 2), 202)],
    'sessions/i/events': [stream(view('approved', 4))],
  });
  vi.mocked(createRequest).mockResolvedValueOnce('r-1');
  const page = await readyToSend();
  page.act({ type: 'send' });
  await vi.waitFor(() => expect(screenOf(page).name).toBe('outcome'));
  expect(calls).toEqual(['GET sessions/i', 'POST sessions/i/submission', 'GET sessions/i/events']);
  expect(vi.mocked(createRequest).mock.calls[0]?.[1]).toMatchObject({ documentType: 2, captureMethod: '00' });
});

test('when handing in fails, the photographs are not sent a second time', async () => {
  serve({ 'sessions/i': [json(open)], 'sessions/i/submission': [json({}, 503), json(view('submitted', 2), 202)] });
  vi.mocked(createRequest).mockReset().mockResolvedValueOnce('r-1');
  const page = await readyToSend();
  page.act({ type: 'send' });
  await vi.waitFor(() => expect(screenOf(page).name).toBe('send_failed'));
  page.act({ type: 'send' });
  await vi.waitFor(() => expect(screenOf(page).name).toBe('progress'));
  expect(createRequest).toHaveBeenCalledOnce();
});

test('a lost connection keeps the photographs', async () => {
  serve({ 'sessions/i': [json(open)] });
  vi.mocked(createRequest).mockReset().mockRejectedValueOnce(new UploadInterrupted('x'));
  const page = await readyToSend();
  page.act({ type: 'send' });
  await vi.waitFor(() => expect(screenOf(page)).toMatchObject({ name: 'send_failed', problem: { kind: 'interrupted' } }));
  expect(Object.keys(page.journey.value.photos)).toEqual(['front', 'face']);
});

test('a photograph that the DVS server refuses at once is asked for again', async () => {
  serve({ 'sessions/i': [json(open)] });
  vi.mocked(createRequest).mockReset().mockRejectedValueOnce(new UploadRefused(400, 'OCRError', null));
  const page = await readyToSend();
  page.act({ type: 'send' });
  await vi.waitFor(() => expect(screenOf(page)).toMatchObject({ name: 'retake', retake: { step: 'front', code: 'OCRError' } }));
});

test('a request that was handed in before counts as handed in', async () => {
  serve({
    'sessions/i': [json(open), json(view('processing', 3))],
    'sessions/i/submission': [json({ code: 'request_already_submitted' }, 409)],
  });
  vi.mocked(createRequest).mockReset().mockResolvedValueOnce('r-1');
  const page = await readyToSend();
  page.act({ type: 'send' });
  await vi.waitFor(() => expect(screenOf(page).name).toBe('progress'));
});

test('stopping brings the person back to the summary', async () => {
  serve({ 'sessions/i': [json(open)] });
  vi.mocked(createRequest).mockReset().mockImplementationOnce(
    (_settings, _body, { signal }) =>
      new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(new DOMException('x', 'AbortError')))),
  );
  const page = await readyToSend();
  page.act({ type: 'send' });
  await vi.waitFor(() => expect(createRequest).toHaveBeenCalled());
  page.stopSending();
  await vi.waitFor(() => expect(screenOf(page).name).toBe('review'));
});

const nameAsked = view('retake', 3, { retake: { step: 'name', code: 'name_spelling', message: '' } });
const names = { surname: "O'Connor", forenames: 'Mary' };

test('a name is given, and the outcome arrives by itself', async () => {
  const calls = serve({
    'sessions/i': [json(nameAsked)],
    'sessions/i/names': [json(view('submitted', 4), 202)],
    'sessions/i/events': [stream(view('approved', 6))],
  });
  const page = new VerifyPage(link);
  await page.load();
  expect(screenOf(page)).toEqual({ name: 'name_asked' });
  await page.giveNames(names);
  await vi.waitFor(() => expect(screenOf(page).name).toBe('outcome'));
  expect(calls).toEqual(['GET sessions/i', 'POST sessions/i/names', 'GET sessions/i/events']);
});

test('a name that is no longer asked for shows where the session stands', async () => {
  serve({
    'sessions/i': [json(nameAsked), json(view('needs_review', 5))],
    'sessions/i/names': [json({ code: 'name_not_asked' }, 409)],
    'sessions/i/events': [stream(view('needs_review', 5))],
  });
  const page = new VerifyPage(link);
  await page.load();
  await page.giveNames(names);
  expect(screenOf(page).name).toBe('outcome');
});

test('a name that does not get through is for the person to send again', async () => {
  serve({ 'sessions/i': [json(nameAsked)], 'sessions/i/names': [json({}, 503), json({}, 401)] });
  const page = new VerifyPage(link);
  await page.load();
  await expect(page.giveNames(names)).rejects.toMatchObject({ status: 503 });
  expect(screenOf(page)).toEqual({ name: 'name_asked' });
  await page.giveNames(names);
  expect(screenOf(page)).toEqual({ name: 'link_problem', reason: 'refused' });
});
