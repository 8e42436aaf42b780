import { ApiProblem } from '../api/problem.ts';
import { readSession, submitRequest, type SessionLink, type SessionView } from '../api/session.ts';
import { requestBody } from '../capture/request-body.ts';
import { createRequest } from '../capture/upload.ts';
import type { Journey } from './journey.ts';

/** What happens on the way. */
export interface SendReport {
  onProgress(share: number): void;
  /** The DVS server holds the photographs; a second try must not send them again. */
  onRequestCreated(requestId: string): void;
  signal: AbortSignal;
}

/** The session is no longer open for photographs and has no place to send them to. */
export class SessionClosed extends Error {}

/** Sends the photographs, hands the request in, and returns the session as it then is. */
export async function sendJourney(link: SessionLink, journey: Journey, report: SendReport): Promise<SessionView> {
  let { requestId } = journey;
  if (requestId === null) {
    const settings = journey.session?.capture ?? null;
    if (settings === null || journey.kind === null) throw new SessionClosed('sending photographs');
    const turn = journey.headTurn === 'left_out' ? null : journey.headTurn;
    const body = await requestBody(journey.kind, { photos: journey.photos, turn }, navigator.userAgent);
    requestId = await createRequest(settings, body, report);
    report.onRequestCreated(requestId);
  }
  try {
    return await submitRequest(link, requestId);
  } catch (problem) {
    if (!(problem instanceof ApiProblem) || problem.status !== 409) throw problem;
    // Handed in before, or the session moved on meanwhile: what it says now is the answer.
    const session = await readSession(link);
    if (session.state === 'created') throw problem;
    return session;
  }
}
