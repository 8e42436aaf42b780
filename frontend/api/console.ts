import { Unreachable } from './problem.ts';
import { isRecord, list, number, record, string, type JsonRecord } from './read.ts';
import { call, callJson } from './request.ts';
import type { DecideCaseBody, FirstAdministratorBody, ReviewChoice, SignInBody } from './schema.ts';
import { parseSighting, parseSignals, type ForgerySignal, type Sighting } from './sources.ts';
import { SESSION_STATES, STEPS, type SessionState, type Step } from './session.ts';

export type { DecideCaseBody, FirstAdministratorBody, ReviewChoice };

/** Who is signed in. */
export interface Me {
  name: string;
  email: string;
  role: string;
  tenantName: string;
}

/** One line of the list. It names nobody. */
export interface CaseLine {
  id: string;
  reference: string;
  state: SessionState;
  documentType: string;
  createdAt: string;
  updatedAt: string;
  attempts: number;
  failedChecks: string[];
  /** Whether it waits because its person asked for a human. */
  isReviewRequested: boolean;
}

export interface CasePage {
  cases: CaseLine[];
  nextCursor: string | null;
}

export interface CaseImage {
  id: string;
  /** What was sent, or the portrait cut from the front. */
  step: Step | 'portrait';
}

/** A confidence of −1 or none means that nobody assessed it. */
export interface CaseField {
  key: string;
  value: string;
  source: string;
  confidence: number | null;
  /** What comparing its sources came to; empty where the reader does not tell. */
  agreement: string;
  /** What each source says. */
  sightings: Sighting[];
}

export interface CaseCheck {
  code: string;
  outcome: string;
  reason: string;
}

/** What the document is worth in the words of GPG45, where its issuing authority answered. */
export interface Assurance {
  strength: number;
  validity: number;
  contraIndicators: string[];
}

/** The selfie beside the portrait, and how the pictures came to be; texts that are missing are empty. */
export interface CaseFace {
  status: string;
  distance: number | null;
  modelId: string;
  thresholds: { consistent: number; mismatch: number } | null;
  calibrated: boolean;
  falseMatchRate: number | null;
  warnings: string[];
  capture: { screenPattern: boolean | null; headTurn: string; imageReuse: string; source: string[] };
}

export interface HistoryEntry {
  sequence: number;
  at: string;
  actorKind: string;
  actorName: string;
  action: string;
  detail: JsonRecord;
  /** What the reviewer gave as the reason; empty for every other act. */
  reason: string;
}

/** A certificate for the Document Checking Service that expires within four weeks. */
export interface CertificateNotice {
  role: string;
  expiresAt: string;
  /** Whole days; negative when it has expired. */
  daysLeft: number;
}

/** Everything a reviewer sees of one case. */
export interface Case extends CaseLine {
  images: CaseImage[];
  fields: CaseField[];
  /** The signals of forgery that were assessed; null where the reader looks for none. */
  signals: ForgerySignal[] | null;
  checks: CaseCheck[];
  scores: { document: number | null; face: number | null; liveness: number | null };
  assurance: Assurance | null;
  /** GPG45's verification score of the person. */
  verification: number | null;
  face: CaseFace | null;
  /** Ids of cases with a face near this one, nearest first. */
  duplicates: string[];
  /** What the person agreed to last. */
  consent: { obtainedBy: string; givenAt: string } | null;
  history: HistoryEntry[];
}

const IMAGE_KINDS = [...STEPS, 'portrait'] as const;

export async function createFirstAdministrator(body: FirstAdministratorBody): Promise<Me> {
  return parseMe(await callJson('console/first-administrator', { method: 'POST', body }));
}

export async function signIn(email: string, password: string): Promise<Me> {
  const body: SignInBody = { email, password };
  return parseMe(await callJson('console/sign-in', { method: 'POST', body }));
}

export async function signOut(): Promise<void> {
  await call('console/sign-out', { method: 'POST' });
}

export async function readMe(): Promise<Me> {
  return parseMe(await callJson('console/me'));
}

/** One page of the list: cases of a state, or of every state. */
export async function listCases(state: SessionState | null, cursor: string | null, limit: number): Promise<CasePage> {
  const query = new URLSearchParams({ limit: String(limit) });
  if (state !== null) query.set('state', state);
  if (cursor !== null) query.set('cursor', cursor);
  const page = record(await callJson(`console/cases?${query}`));
  const next = string(page['next_cursor']);
  return { cases: list(page['cases']).filter(isRecord).map(parseLine), nextCursor: next === '' ? null : next };
}

/** What the operator should see to: certificates whose successors are due. */
export async function listNotices(): Promise<CertificateNotice[]> {
  const notices = record(await callJson('console/notices'));
  return list(notices['expiring_certificates']).filter(isRecord).map((one) => ({
    role: string(one['role']),
    expiresAt: string(one['expires_at']),
    daysLeft: number(one['days_left']) ?? 0,
  }));
}

/** Opens a case. The server records who did. */
export async function readCase(id: string): Promise<Case> {
  return parseCase(await callJson(`console/cases/${encodeURIComponent(id)}`));
}

export async function decideCase(id: string, decision: DecideCaseBody): Promise<Case> {
  return parseCase(await callJson(`console/cases/${encodeURIComponent(id)}/decision`, { method: 'POST', body: decision }));
}

/** One photograph. The server records who looked at it. */
export async function readImage(caseId: string, imageId: string): Promise<Blob> {
  const path = `console/cases/${encodeURIComponent(caseId)}/images/${encodeURIComponent(imageId)}`;
  const response = await call(path, { headers: { accept: 'image/*' } });
  const type = response.headers.get('content-type') ?? '';
  // A blob's address runs as this page: nothing but a plain picture may become one.
  if (!/^image\/(?:jpeg|png|webp)$/.test(type)) throw new Unreachable('reading a photograph');
  try {
    return new Blob([await response.arrayBuffer()], { type });
  } catch (cause) {
    throw new Unreachable('reading a photograph', { cause });
  }
}

function parseMe(value: unknown): Me {
  const me = record(value);
  return { name: string(me['name']), email: string(me['email']), role: string(me['role']), tenantName: string(me['tenant_name']) };
}

function parseLine(line: JsonRecord): CaseLine {
  return {
    id: string(line['id']),
    reference: string(line['reference']),
    // An unknown state must not look decided.
    state: SESSION_STATES.find((state) => state === line['state']) ?? 'processing',
    documentType: string(line['document_type']),
    createdAt: string(line['created_at']),
    updatedAt: string(line['updated_at']),
    attempts: number(line['attempts']) ?? 0,
    failedChecks: list(line['failed_checks']).map(string).filter(Boolean),
    isReviewRequested: line['is_review_requested'] === true,
  };
}

function parseCase(value: unknown): Case {
  const whole = record(value);
  const scores = record(whole['scores']);
  return {
    ...parseLine(whole),
    images: list(whole['images']).filter(isRecord).flatMap(parseImage),
    fields: list(whole['fields']).filter(isRecord).map(parseField),
    signals: parseSignals(whole['forgery_signals']),
    checks: list(whole['checks']).filter(isRecord).map((check) => ({
      code: string(check['code']),
      outcome: string(check['outcome']),
      reason: string(check['reason']),
    })),
    scores: { document: number(scores['document']), face: number(scores['face']), liveness: number(scores['liveness']) },
    assurance: parseAssurance(whole['assurance']),
    verification: number(whole['verification']),
    face: isRecord(whole['face']) ? parseFace(whole['face']) : null,
    duplicates: list(whole['duplicates']).map(string).filter(Boolean),
    consent: isRecord(whole['consent'])
      ? { obtainedBy: string(whole['consent']['obtained_by']), givenAt: string(whole['consent']['given_at']) }
      : null,
    history: list(whole['history']).filter(isRecord).map(parseEntry),
  };
}

/** Scores that are not both there are none. */
function parseAssurance(value: unknown): Assurance | null {
  const scores = record(value);
  const strength = number(scores['strength']);
  const validity = number(scores['validity']);
  if (strength === null || validity === null) return null;
  return { strength, validity, contraIndicators: list(scores['contra_indicators']).map(string).filter(Boolean) };
}

function parseFace(face: JsonRecord): CaseFace {
  const thresholds = record(face['thresholds']);
  const consistent = number(thresholds['consistent']);
  const mismatch = number(thresholds['mismatch']);
  const capture = record(face['capture']);
  const pattern = capture['screen_pattern'];
  return {
    // An unknown status must not look like a match.
    status: string(face['status']) || 'error',
    distance: number(face['distance']),
    modelId: string(face['model_id']),
    thresholds: consistent === null || mismatch === null ? null : { consistent, mismatch },
    calibrated: face['calibrated'] === true,
    falseMatchRate: number(face['false_match_rate']),
    warnings: list(face['warnings']).map(string).filter(Boolean),
    capture: {
      screenPattern: typeof pattern === 'boolean' ? pattern : null,
      headTurn: string(capture['head_turn']),
      imageReuse: string(capture['image_reuse']),
      source: list(capture['source']).map(string).filter(Boolean),
    },
  };
}

function parseImage(image: JsonRecord): CaseImage[] {
  const step = IMAGE_KINDS.find((name) => name === image['step']);
  return step === undefined ? [] : [{ id: string(image['id']), step }];
}

function parseField(field: JsonRecord): CaseField {
  const { key, value, source, confidence, agreement, sightings } = field;
  return {
    key: string(key),
    value: string(value),
    source: string(source),
    confidence: number(confidence),
    agreement: string(agreement),
    sightings: list(sightings).filter(isRecord).map(parseSighting),
  };
}

function parseEntry(entry: JsonRecord): HistoryEntry {
  return {
    sequence: number(entry['sequence']) ?? 0,
    at: string(entry['at']),
    actorKind: string(entry['actor_kind']),
    actorName: string(entry['actor_name']),
    action: string(entry['action']),
    detail: record(entry['detail']),
    reason: string(entry['reason']),
  };
}
