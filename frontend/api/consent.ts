import { callJson } from './request.ts';
import { isRecord, list, string } from './read.ts';
import { parseSession, type SessionLink, type SessionView } from './session.ts';

/** A sentence or two of what is asked. */
export interface ConsentLine {
  /** What it is about; `biometric` takes an act of its own. */
  key: string;
  text: string;
}

/** What the person is asked to agree to, in the words to be shown as they are. */
export interface ConsentText {
  locale: string;
  textSha256: string;
  lines: ConsentLine[];
}

/** Agrees to the words that were shown, and to the comparison of faces that they name. */
export async function giveConsent(link: SessionLink, text: ConsentText): Promise<SessionView> {
  const body = { text_sha256: text.textSha256, locale: text.locale, biometric: true };
  return parseSession(await callJson(`sessions/${link.sessionId}/consent`, { method: 'POST', token: link.token, body }));
}

/** Says that the person does not agree, which ends the session. */
export async function declineConsent(link: SessionLink): Promise<SessionView> {
  return parseSession(await callJson(`sessions/${link.sessionId}/decline`, { method: 'POST', token: link.token }));
}

/** Reads what is asked; without words there is nothing to agree to. */
export function parseConsentText(value: unknown): ConsentText | null {
  if (!isRecord(value)) return null;
  const lines = list(value['lines']).filter(isRecord).map((line) => ({ key: string(line['key']), text: string(line['text']) }));
  return { locale: string(value['locale']), textSha256: string(value['text_sha256']), lines };
}
