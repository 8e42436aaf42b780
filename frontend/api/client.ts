import { type Operations, PLACES } from './operations.ts';
import { problemFrom, Unreachable } from './problem.ts';

/** A call takes at most this; the service itself answers within 30 s. */
const TIMEOUT_MILLISECONDS = 40_000;

type Request = {
  path?: Record<string, unknown>;
  query?: Record<string, unknown>;
  headers?: Record<string, unknown>;
  body?: unknown;
};

/** What a call is given: nothing where everything may be left out. */
type Arguments<Name extends keyof Operations> =
  Partial<Operations[Name]['request']> extends Operations[Name]['request']
    ? [request?: Operations[Name]['request']]
    : [request: Operations[Name]['request']];

/** Calls the service by the name of an operation. */
export type Client = <Name extends keyof Operations>(
  name: Name,
  ...request: Arguments<Name>
) => Promise<Operations[Name]['answer']>;

/**
 * A client for an integrator's backend: `client('create_session', { body: { reference: 'order-1' } })`.
 * For a service that keeps its key to itself; a page never holds one. Refusals are thrown as
 * `ApiProblem`, silence as `Unreachable`.
 */
export function createClient(options: { url: string; key: string; fetch?: typeof fetch }): Client {
  const send = options.fetch ?? fetch;
  return (async (name: keyof Operations, request: Request = {}) => {
    const { method, path } = PLACES[name];
    const headers = new Headers({ authorization: `Bearer ${options.key}`, accept: 'application/json' });
    for (const [header, value] of Object.entries(request.headers ?? {})) {
      if (value !== undefined && value !== null) headers.set(header, String(value));
    }
    const hasBody = request.body !== undefined;
    if (hasBody) headers.set('content-type', 'application/json');
    let response: Response;
    try {
      response = await send(addressOf(options.url, path, request), {
        method,
        headers,
        signal: AbortSignal.timeout(TIMEOUT_MILLISECONDS),
        redirect: 'error',
        ...(hasBody ? { body: JSON.stringify(request.body) } : {}),
      });
    } catch (cause) {
      throw new Unreachable('calling the service', { cause });
    }
    if (!response.ok) throw await problemFrom(response);
    return answerOf(response);
  }) as Client;
}

function addressOf(base: string, path: string, request: Request): URL {
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(request.path?.[name])));
  const url = new URL(base.replace(/\/+$/, '') + filled);
  for (const [name, value] of Object.entries(request.query ?? {})) {
    if (value !== undefined && value !== null) url.searchParams.set(name, String(value));
  }
  return url;
}

async function answerOf(response: Response): Promise<unknown> {
  if (response.status === 204 || response.headers.get('content-length') === '0') return undefined;
  try {
    const isJson = response.headers.get('content-type')?.includes('json') === true;
    return isJson ? await response.json() : await response.blob();
  } catch (cause) {
    throw new Unreachable('reading the answer of the service', { cause });
  }
}
