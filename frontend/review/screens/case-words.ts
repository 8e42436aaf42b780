import type { Case, CaseField, HistoryEntry } from '../../api/console.ts';
import type { JsonRecord } from '../../api/read.ts';
import { language, say, sayOr } from '../../words/review.ts';

/** A point in time as people write it, in their own zone. */
export function timeWords(at: string): string {
  const time = new Date(at);
  if (Number.isNaN(time.getTime())) return at;
  return new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' }).format(time);
}

/** A day as people write it, in their own zone. */
export function dayWords(at: string): string {
  const time = new Date(at);
  return Number.isNaN(time.getTime()) ? at : new Intl.DateTimeFormat(language, { dateStyle: 'long' }).format(time);
}

/** The kind of document. */
export function documentWords(type: string): string {
  return sayOr(`kind.${type}`, type === '' ? say('kind.unknown') : spaced(type));
}

/** A score or a confidence. −1 and none mean that nobody assessed it, which is not the same as 0. */
export function scoreWords(score: number | null): string {
  return score === null || score < 0 ? say('not_assessed') : say('score', { score });
}

/** What a reviewer compares first: who the person is, then the document, then the rest as it came. */
const FIRST_COMPARED = [
  'family_name', 'first_name', 'middle_name', 'suffix', 'full_name', 'dob', 'gender',
  'id', 'expires', 'issued', 'id_type', 'issued_by',
  'address', 'city', 'state', 'zip', 'country',
];

/** The details in the order in which people compare them. */
export function inReadingOrder<Named extends Pick<CaseField, 'key'>>(fields: readonly Named[]): Named[] {
  const place = (field: Named) => {
    const at = FIRST_COMPARED.indexOf(field.key);
    return at < 0 ? FIRST_COMPARED.length : at;
  };
  return [...fields].sort((one, other) => place(one) - place(other));
}

/** One detail of the document as a row of words. */
export function fieldRow(field: Pick<CaseField, 'key' | 'value' | 'source' | 'confidence'>) {
  return {
    key: field.key,
    name: sayOr(`name.${field.key}`, sayOr(`name.${camel(field.key)}`, spaced(field.key))),
    value: field.value,
    source: field.source === '' ? say('source.unknown') : sayOr(`source.${field.source}`, spaced(field.source)),
    confidence: scoreWords(field.confidence),
  };
}

/** One act of the history as a row of words. */
export function historyRow(entry: HistoryEntry) {
  return {
    sequence: entry.sequence,
    at: entry.at,
    time: timeWords(entry.at),
    actor: entry.actorName || sayOr(`actor.${entry.actorKind}`, entry.actorKind),
    act: sayOr(`action.${entry.action}`, spaced(entry.action).toLowerCase()),
    detail: detailWords(entry.detail),
    reason: entry.reason,
  };
}

/** Codes as words: `session.opened_by` becomes "Session opened by". */
export function spaced(code: string): string {
  const words = code.replace(/([a-z\d])([A-Z])/g, '$1 $2').replace(/[._-]+/g, ' ').trim().toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function camel(code: string): string {
  return code.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
}

/** Codes and counts; ids and hashes are for the log and not for people. */
function detailWords(detail: JsonRecord): string {
  return Object.entries(detail)
    .filter(([key, value]) => !/_(?:id|sha256)$/.test(key) && (typeof value === 'string' || typeof value === 'number'))
    .map(([key, value]) => `${spaced(key)}: ${/^[a-z_]+$/.test(String(value)) ? spaced(String(value)) : value}`)
    .join(' · ');
}

/** Whether and when the person agreed to the check. */
export function consentWords(consent: Case['consent']): string {
  if (consent === null) return say('case.consent.none');
  const word = consent.obtainedBy === 'page' ? 'case.consent.page' : 'case.consent.integrator';
  return say(word, { when: timeWords(consent.givenAt) });
}
