import type { CaseField } from '../../api/console.ts';
import type { ForgerySignal, Sighting } from '../../api/sources.ts';
import type { SourceCell, SourceRow } from '../../components/source-table/source-table.tsx';
import { say, sayOr } from '../../words/review.ts';
import { fieldRow, inReadingOrder, scoreWords, spaced } from './case-words.ts';
import type { Mark } from './mark.ts';

/** The columns of the table. */
export const SOURCES = ['printed', 'mrz', 'barcode'] as const;

/** Whether the reader tells what each source says. */
export function areSourcesTold(fields: readonly CaseField[]): boolean {
  return fields.some((field) => field.agreement !== '');
}

/** A row for each detail: those that differ first, each part in the order in which people compare. */
export function sourceRows(fields: readonly CaseField[]): SourceRow[] {
  const rows = inReadingOrder(fields).map((field, place) => sourceRow(field, place));
  return [...rows.filter((row) => row.isDiffering), ...rows.filter((row) => !row.isDiffering)];
}

function sourceRow(field: CaseField, place: number): SourceRow {
  const { name, value } = fieldRow(field);
  return {
    key: `${field.key} ${place}`,
    name,
    value,
    confidence: field.confidence === null ? '' : scoreWords(field.confidence),
    isDiffering: field.agreement === 'differs',
    hasPlace: field.sightings.some(isPlaced),
    cells: SOURCES.map((source) => cellOf(field, source)),
  };
}

function cellOf(field: CaseField, source: string): SourceCell {
  const sighting = field.sightings.find((own) => own.source === source);
  if (sighting === undefined) return { state: 'not_read', value: '' };
  const value = sighting.value === field.value ? '' : sighting.value;
  switch (field.agreement) {
    case 'agrees':
      return { state: 'same', value };
    case 'single_source':
      return { state: 'alone', value };
    case 'differs':
      return saysTheSame(field, sighting) ? { state: 'same', value } : { state: 'differs', value: sighting.value };
    default:
      return { state: 'unclear', value };
  }
}

/** The source of the value that counts is beside one that says otherwise; where none does, all differ. */
function saysTheSame(field: CaseField, sighting: Sighting): boolean {
  const isCounted = (own: Sighting) => letters(own.value) === letters(field.value);
  return isCounted(sighting) && field.sightings.some((own) => !isCounted(own));
}

function letters(text: string): string {
  return text.normalize('NFKD').replace(/[^\p{L}\p{N}]+/gu, '').toUpperCase();
}

/** What is outlined when the row of a detail is chosen. */
export function markOfField(fields: readonly CaseField[], key: string): Mark | null {
  const field = inReadingOrder(fields).find((own, place) => `${own.key} ${place}` === key);
  if (field === undefined) return null;
  const places = field.sightings.filter(isPlaced).map(({ image, corners }) => ({ image, corners }));
  return { key, name: fieldRow(field).name, places };
}

/** What is outlined when a signal is chosen. */
export function markOfSignal({ signal, image, corners }: ForgerySignal): Mark | null {
  if (corners === null) return null;
  return { key: `${signal} ${image}`, name: signalName(signal), places: [{ image, corners }] };
}

/** A signal in words. */
export function signalName(signal: string): string {
  return sayOr(`signal.${signal}`, signal === '' ? say('signal.unnamed') : spaced(signal));
}

function isPlaced(sighting: Sighting): sighting is Sighting & Mark['places'][number] {
  return sighting.image !== null && sighting.corners !== null;
}
