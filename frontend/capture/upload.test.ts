import { expect, test, vi } from 'vitest';
import type { RequestBody } from './request-body.ts';
import { createRequest, readAnswer, requestUrl, UploadInterrupted, UploadRefused } from './upload.ts';

class FakeRequest {
  static last: FakeRequest;
  sent = '';
  opened = '';
  headers: Record<string, string> = {};
  timeout = 0;
  status = 0;
  responseText = '';
  upload: { onprogress: ((event: object) => void) | null } = { onprogress: null };
  onload = () => {};
  onerror = () => {};
  ontimeout = () => {};
  onabort = () => {};
  constructor() { FakeRequest.last = this; }
  open(method: string, url: string) { this.opened = `${method} ${url}`; }
  setRequestHeader(name: string, value: string) { this.headers[name] = value; }
  getAllResponseHeaders() { return 'content-type: application/json\r\nretry-after: 12\r\n'; }
  send(body: string) { this.sent = body; }
  abort() { this.onabort(); }
}

function start() {
  vi.stubGlobal('XMLHttpRequest', FakeRequest);
  const onProgress = vi.fn();
  const abort = new AbortController();
  const settings = { dvsUrl: 'https://dvs.example/', publicKey: 'pk_1', documentTypes: [], isHeadTurnAsked: false };
  const result = createRequest(settings, { documentType: 1 } as RequestBody, { onProgress, signal: abort.signal });
  return { result, request: FakeRequest.last, onProgress, abort };
}

test('the photographs go to the DVS server under the public key', async () => {
  const { result, request, onProgress } = start();
  expect(request.opened).toBe('POST https://dvs.example/api/v3/Request');
  expect(request.headers).toEqual({ authorization: 'Bearer pk_1', 'content-type': 'application/json;charset=utf-8' });
  request.upload.onprogress?.({ lengthComputable: true, loaded: 50, total: 200 });
  expect(onProgress).toHaveBeenCalledExactlyOnceWith(0.25);
  Object.assign(request, { status: 200, responseText: '{"requestId":"r-1","status":0}' });
  request.onload();
  expect(await result).toBe('r-1');
});

test('a refusal is a refusal, a lost connection an interruption, a stop neither', async () => {
  const refused = start();
  Object.assign(refused.request, { status: 429, responseText: '{"code":"TooMany"}' });
  refused.request.onload();
  await expect(refused.result).rejects.toMatchObject({ status: 429, code: 'TooMany', retryAfterSeconds: 12 });
  const lost = start();
  lost.request.onerror();
  await expect(lost.result).rejects.toBeInstanceOf(UploadInterrupted);
  const late = start();
  late.request.ontimeout();
  await expect(late.result).rejects.toBeInstanceOf(UploadInterrupted);
  const stopped = start();
  stopped.abort.abort();
  await expect(stopped.result).rejects.toMatchObject({ name: 'AbortError' });
});

test('an answer without an id is no success', () => {
  expect(readAnswer(200, '{}', null)).toBeInstanceOf(UploadInterrupted);
  expect(readAnswer(200, '<html>', null)).toBeInstanceOf(UploadInterrupted);
  expect(readAnswer(401, '', null)).toMatchObject({ status: 401, code: '' });
  expect(readAnswer(400, '{"code":"PDF417Error"}', null)).toBeInstanceOf(UploadRefused);
});

test('the address is right with and without a slash at the end', () => {
  expect(requestUrl('http://localhost:8081')).toBe('http://localhost:8081/api/v3/Request');
  expect(requestUrl('https://host/base//')).toBe('https://host/base/api/v3/Request');
});
