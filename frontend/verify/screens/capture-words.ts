import type { Step } from '../../api/session.ts';
import type { DocumentKind } from '../../capture/documents.ts';
import { say, type VerifyWord } from '../../words/verify.ts';

/** What is photographed, such as "Back of your licence". */
export function subject(kind: DocumentKind, step: Step): string {
  if (step === 'face') return say('capture.face');
  if (kind === 'passport') return say('capture.passport.front');
  return say(`capture.${kind}.${step}`);
}

/** How to take a good photograph of it. */
export function tips(kind: DocumentKind, step: Step): VerifyWord[] {
  if (step === 'face') return ['capture.face.tip', 'capture.face.alone.tip'];
  if (kind === 'passport') return ['capture.passport.tip', 'capture.edges.tip'];
  if (step === 'front') return ['capture.front.tip', 'capture.edges.tip'];
  return [kind === 'licence' ? 'capture.back.tip' : 'capture.back.card.tip', 'capture.edges.tip'];
}
