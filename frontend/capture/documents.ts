import type { Step } from '../api/session.ts';

/** The kinds of document that the page offers. */
export const DOCUMENT_KINDS = ['licence', 'passport', 'card'] as const;
export type DocumentKind = (typeof DOCUMENT_KINDS)[number];

/** The number on the DVS wire (`documentType`). */
export const WIRE_NUMBER: Record<DocumentKind, number> = { licence: 1, passport: 2, card: 3 };

const STEPS_OF: Record<DocumentKind, readonly Step[]> = {
  licence: ['front', 'back', 'face'],
  // A passport has one page to photograph; its MRZ page travels as the front image.
  passport: ['front', 'face'],
  card: ['front', 'back', 'face'],
};

/** The photographs that a kind of document needs, in order. */
export function stepsOf(kind: DocumentKind): readonly Step[] {
  return STEPS_OF[kind];
}

/** The kinds to offer where the server takes these DVS numbers; all of them where it names none. */
export function offeredKinds(documentTypes: readonly number[]): readonly DocumentKind[] {
  const offered = DOCUMENT_KINDS.filter((kind) => documentTypes.includes(WIRE_NUMBER[kind]));
  return offered.length === 0 ? DOCUMENT_KINDS : offered;
}
