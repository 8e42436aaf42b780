import { problemFrom, Unreachable } from './problem.ts';

/** What a call may carry. */
export interface CallOptions {
  method?: 'GET' | 'POST';
  /** A session's token; the console signs in with a cookie instead. */
  token?: string;
  body?: unknown;
  signal?: AbortSignal;
  headers?: Record<string, string>;
}

const TIMEOUT_MILLISECONDS = 20_000;

/** The API sits beside the pages: `<base>/verify/` and `<base>/v1/`, also below a sub-path. */
export function apiUrl(path: string): string {
  return new URL(`../v1/${path}`, document.baseURI).href;
}

/** Calls the API. Refusals are thrown as `ApiProblem`, silence as `Unreachable`. */
export async function call(path: string, options: CallOptions = {}): Promise<Response> {
  const { method = 'GET', token, body, signal } = options;
  const headers = new Headers(options.headers ?? { accept: 'application/json' });
  if (token !== undefined) headers.set('authorization', `Bearer ${token}`);
  if (body !== undefined) headers.set('content-type', 'application/json');
  const patience = signal === undefined ? AbortSignal.timeout(TIMEOUT_MILLISECONDS) : signal;
  let response: Response;
  try {
    response = await fetch(apiUrl(path), {
      method,
      headers,
      signal: patience,
      cache: 'no-store',
      credentials: token === undefined ? 'same-origin' : 'omit',
      redirect: 'error',
      referrerPolicy: 'no-referrer',
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  } catch (cause) {
    throw new Unreachable('calling the server', { cause });
  }
  if (!response.ok) throw await problemFrom(response);
  return response;
}

/** Calls the API and reads a JSON answer. */
export async function callJson(path: string, options: CallOptions = {}): Promise<unknown> {
  const response = await call(path, options);
  try {
    return await response.json();
  } catch (cause) {
    throw new Unreachable('reading the answer of the server', { cause });
  }
}
