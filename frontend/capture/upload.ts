import type { CaptureSettings } from '../api/session.ts';
import { retryAfterSeconds } from '../api/problem.ts';
import type { RequestBody } from './request-body.ts';

/** What the DVS server said instead of taking the photographs. */
export class UploadRefused extends Error {
  constructor(
    readonly status: number,
    /** The vendor's code, such as `OCRError`; empty where the answer had none. */
    readonly code: string,
    readonly retryAfterSeconds: number | null,
  ) {
    super(`the DVS server answered ${status} ${code}`);
  }
}

/** The photographs did not arrive, or no answer did. Sending them again is safe. */
export class UploadInterrupted extends Error {}

export interface UploadOptions {
  /** Called with the share that has left this device, 0 to 1. */
  onProgress(share: number): void;
  signal: AbortSignal;
}

const TIMEOUT_MILLISECONDS = 180_000;

/** The address of the call, whether or not the configured one ends with a slash. */
export function requestUrl(dvsUrl: string): string {
  return `${dvsUrl.replace(/\/+$/, '')}/api/v3/Request`;
}

/** Sends the photographs with the public key and returns the id of the request. `fetch` reports no progress. */
export function createRequest(settings: CaptureSettings, body: RequestBody, options: UploadOptions): Promise<string> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', requestUrl(settings.dvsUrl));
    request.setRequestHeader('authorization', `Bearer ${settings.publicKey}`);
    request.setRequestHeader('content-type', 'application/json;charset=utf-8');
    request.timeout = TIMEOUT_MILLISECONDS;
    request.upload.onprogress = (event) => {
      if (event.lengthComputable && event.total > 0) options.onProgress(event.loaded / event.total);
    };
    request.onload = () => {
      const answer = readAnswer(request.status, request.responseText, retryAfterOf(request.getAllResponseHeaders()));
      if (typeof answer === 'string') resolve(answer);
      else reject(answer);
    };
    request.onerror = () => reject(new UploadInterrupted('sending the photographs'));
    request.ontimeout = () => reject(new UploadInterrupted('sending the photographs in time'));
    request.onabort = () => reject(new DOMException('stopped by the person', 'AbortError'));
    options.signal.addEventListener('abort', () => request.abort(), { once: true });
    request.send(JSON.stringify(body));
  });
}

/** Asking for a header that another origin does not expose is reported as an error; listing them is not. */
function retryAfterOf(headers: string): string | null {
  return /^retry-after:\s*(.+)$/im.exec(headers)?.[1]?.trim() ?? null;
}

/** The request's id, or the error that the answer stands for. */
export function readAnswer(status: number, text: string, retryAfter: string | null): string | Error {
  let answer: Record<string, unknown> = {};
  try {
    const parsed: unknown = JSON.parse(text);
    if (typeof parsed === 'object' && parsed !== null) answer = parsed as Record<string, unknown>;
  } catch {
    // Error bodies may be absent or a proxy's page.
  }
  if (status >= 200 && status < 300) {
    const id = answer['requestId'];
    return typeof id === 'string' && id !== '' ? id : new UploadInterrupted('reading the answer of the DVS server');
  }
  const code = typeof answer['code'] === 'string' ? answer['code'] : '';
  return new UploadRefused(status, code, retryAfterSeconds(retryAfter));
}
