import { DOCUMENT_KINDS, stepsOf } from '../../capture/documents.ts';
import { Guide } from './guide.tsx';

/** Every drawing, with the words that a screen puts beside it. */
export const examples = Object.fromEntries(
  DOCUMENT_KINDS.flatMap((kind) =>
    stepsOf(kind).map((step) => [`${kind} ${step}`, () => <figure><Guide kind={kind} step={step} /><p>What to photograph</p></figure>]),
  ),
);
