/** An answer that the server gave on purpose: RFC 9457 problem details with a stable code. */
export class ApiProblem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly detail: string,
    readonly requestId: string | null,
    readonly retryAfterSeconds: number | null,
  ) {
    super(`the server answered ${status} ${code}`);
  }
}

/** No answer came: no network, the server is down, or the answer could not be read. */
export class Unreachable extends Error {}

/** Reads a refusal. A body that is not a problem document still gives a problem with its status. */
export async function problemFrom(response: Response): Promise<ApiProblem> {
  let body: Record<string, unknown> = {};
  try {
    const parsed: unknown = await response.json();
    if (typeof parsed === 'object' && parsed !== null) body = parsed as Record<string, unknown>;
  } catch {
    // A proxy's page or an empty body: the status alone has to do.
  }
  return new ApiProblem(
    response.status,
    text(body['code']) ?? `http_${response.status}`,
    text(body['detail']) ?? text(body['title']) ?? '',
    text(body['request_id']) ?? response.headers.get('x-request-id'),
    retryAfterSeconds(response.headers.get('retry-after')),
  );
}

/** Seconds from a `Retry-After` header; dates and nonsense give null. */
export function retryAfterSeconds(header: string | null): number | null {
  const seconds = Number(header);
  return header !== null && Number.isFinite(seconds) && seconds >= 0 ? seconds : null;
}

function text(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}
