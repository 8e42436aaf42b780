import { parseConsentText, type ConsentText } from './consent.ts';
import { parseOrganisation, type Organisation } from './organisation.ts';
import { Unreachable } from './problem.ts';
import { isRecord, list, number, record, string } from './read.ts';
import { callJson } from './request.ts';
import type { DocumentType, NamesBody, RetakeStep, SessionState, Step, SubmissionBody } from './schema.ts';

export type { NamesBody, RetakeStep, SessionState, Step };

/** Every state of a session. */
export const SESSION_STATES = [
  'created', 'submitted', 'processing', 'approved', 'rejected', 'needs_review', 'retake', 'failed', 'expired', 'cancelled', 'erased',
] as const satisfies readonly SessionState[];

/** Every photograph that a person may be asked for, in order. */
export const STEPS = ['front', 'back', 'face'] as const satisfies readonly Step[];

/** Everything that a person may be asked to do again. */
export const RETAKE_STEPS = [...STEPS, 'name'] as const satisfies readonly RetakeStep[];

/** Where and with which public key photographs are sent. */
export interface CaptureSettings {
  dvsUrl: string;
  publicKey: string;
  /** Numbers of the DVS wire; empty when the server names none. */
  documentTypes: number[];
  /** Whether head turns are to be recorded after the selfie. */
  isHeadTurnAsked: boolean;
}

/** What is asked for again, a photograph or the name as the passport prints it, and why. */
export interface Retake {
  step: RetakeStep;
  code: string;
  message: string;
}

/** One check of the summary: no personal data. */
export interface SummaryCheck {
  code: string;
  outcome: string;
  message: string;
}

/** The outcome as the person may see it. */
export interface Summary {
  decision: string;
  decidedBy: string;
  message: string;
  checks: SummaryCheck[];
}

/** A direction that the person is asked to turn their head to: their own. */
export type Turn = 'left' | 'right';

/** Head turns that the server chose, to be done once and soon. */
export interface Challenge {
  nonce: string;
  turns: Turn[];
}

/** A session as its own page sees it. */
export interface SessionView {
  id: string;
  state: SessionState;
  /** Grows with every change; an older view never replaces a newer one. */
  version: number;
  expiresAt: string;
  attemptsLeft: number;
  capture: CaptureSettings | null;
  retake: Retake | null;
  summary: Summary | null;
  /** Why it was cancelled, where the organisation did not call it off; else empty. */
  cancelCode: string;
  /** What the person still has to agree to; null once they have. */
  consentAsked: ConsentText | null;
  organisation: Organisation | null;
}

/** The right to one session, as the link carries it. */
export interface SessionLink {
  sessionId: string;
  token: string;
}

/** Nothing changes after these. */
export function isSettled(state: SessionState): boolean {
  return state === 'approved' || state === 'rejected' || state === 'failed' || state === 'expired' || state === 'cancelled' || state === 'erased';
}

/** The DVS wire's number behind the API's name of a kind of document (dvs-wire section 1.8). */
const DOCUMENT_TYPE_NUMBERS: Record<DocumentType, number> = {
  driver_license_or_id: 1,
  passport: 2,
  passport_card: 3,
  green_card: 6,
  international_id: 7,
  employment_authorization: 9,
  face_only: 10,
  barcode: 11,
};

/** The session as it is now. */
export async function readSession(link: SessionLink): Promise<SessionView> {
  return parseSession(await callJson(`sessions/${link.sessionId}`, { token: link.token }));
}

/** Hands in a request that the DVS server took, so that it is verified. */
export async function submitRequest(link: SessionLink, requestId: string): Promise<SessionView> {
  const body: SubmissionBody = { request_id: requestId };
  return parseSession(await callJson(`sessions/${link.sessionId}/submission`, { method: 'POST', token: link.token, body }));
}

/** Asks which head turns to record. Each answer is good once, and not for long. */
export async function createChallenge(link: SessionLink): Promise<Challenge> {
  const answer = record(await callJson(`sessions/${link.sessionId}/challenge`, { method: 'POST', token: link.token }));
  const turns = list(answer['turns']).filter((turn) => turn === 'left' || turn === 'right');
  if (string(answer['nonce']) === '' || turns.length === 0) throw new Unreachable('reading a challenge');
  return { nonce: string(answer['nonce']), turns };
}

/** Gives the name as the passport prints it, so that the same photographs are checked again. */
export async function giveNames(link: SessionLink, names: NamesBody): Promise<SessionView> {
  return parseSession(await callJson(`sessions/${link.sessionId}/names`, { method: 'POST', token: link.token, body: names }));
}

/** Reads a session view; anything malformed counts as no answer. */
export function parseSession(value: unknown): SessionView {
  const view = record(value);
  const state = SESSION_STATES.find((name) => name === view['state']);
  const version = number(view['version']);
  if (state === undefined || version === null) throw new Unreachable('reading a session');
  return {
    id: string(view['id']),
    state,
    version,
    expiresAt: string(view['expires_at']),
    attemptsLeft: number(view['attempts_left']) ?? 0,
    capture: parseCapture(view['capture']),
    retake: parseRetake(view['retake']),
    summary: parseSummary(view['summary']),
    cancelCode: string(view['cancel_code']),
    consentAsked: parseConsentText(view['consent_asked']),
    organisation: parseOrganisation(view['organisation']),
  };
}

function parseCapture(value: unknown): CaptureSettings | null {
  if (!isRecord(value)) return null;
  const documentTypes = list(value['document_types'])
    .map((kind) => (isDocumentType(kind) ? DOCUMENT_TYPE_NUMBERS[kind] : null))
    .filter((number) => number !== null);
  return { dvsUrl: string(value['dvs_url']), publicKey: string(value['public_key']), documentTypes, isHeadTurnAsked: value['is_head_turn_asked'] === true };
}

function isDocumentType(kind: unknown): kind is DocumentType {
  return typeof kind === 'string' && Object.hasOwn(DOCUMENT_TYPE_NUMBERS, kind);
}

function parseRetake(value: unknown): Retake | null {
  if (!isRecord(value)) return null;
  const step = RETAKE_STEPS.find((name) => name === value['step']);
  if (step === undefined) return null;
  return { step, code: string(value['code']), message: string(value['message']) };
}

function parseSummary(value: unknown): Summary | null {
  if (!isRecord(value)) return null;
  return {
    decision: string(value['decision']),
    decidedBy: string(value['decided_by']),
    message: string(value['message']),
    checks: list(value['checks'])
      .filter(isRecord)
      .map((check) => ({
        code: string(check['code']),
        outcome: string(check['outcome']),
        message: string(check['message']),
      })),
  };
}
