import { Unreachable } from './problem.ts';
import { record, string } from './read.ts';
import { callJson } from './request.ts';
import type { SessionLink } from './session.ts';

/** A code by which the person comes back without their link, and where they enter it. */
export interface WayBack {
  code: string;
  page: string;
}

/** Asks for a code; the one before ends. */
export async function createContinuation(link: SessionLink): Promise<WayBack> {
  const answer = record(await callJson(`sessions/${link.sessionId}/continuation`, { method: 'POST', token: link.token }));
  const way = { code: string(answer['code']), page: string(answer['page']) };
  if (way.code === '') throw new Unreachable('reading a code');
  return way;
}
