import type { Case, ReviewChoice } from '../../api/console.ts';
import type { Step } from '../../api/session.ts';
import { say } from '../../words/review.ts';
import type { FacesSeen } from './faces-question.tsx';

const SHORTEST_REASON = 3;
const LONGEST_REASON = 2000;
const LONGEST_GROUP = 40;

/** What is missing before a decision can be saved, in words. */
export interface DecisionErrors {
  reason?: string;
  step?: string;
  group?: string;
}

/** Checks a decision: every one needs a reason, and a retake needs a photograph. */
export function checkDecision(verdict: ReviewChoice, reason: string, step: Step | null, faces: FacesSeen): DecisionErrors {
  const errors: DecisionErrors = {};
  const length = [...reason.trim()].length;
  if (length < SHORTEST_REASON) errors.reason = say('decide.reason.short');
  if (length > LONGEST_REASON) errors.reason = say('decide.reason.long', { count: LONGEST_REASON });
  if (verdict === 'retake' && step === null) errors.step = say('decide.step.error');
  if (faces.verdict !== 'unclear' && [...faces.group.trim()].length > LONGEST_GROUP) errors.group = say('decide.faces.group.long', { count: LONGEST_GROUP });
  return errors;
}

/** Who was faster, from the history of the case as it now is. */
export function conflictWords(now: Case): string {
  const last = now.history.findLast((entry) => entry.actorKind === 'reviewer' && entry.action === 'case_decided');
  return say('decide.conflict', {
    name: last?.actorName || say('decide.conflict.somebody'),
    state: say(`state.${now.state}`).toLowerCase(),
  });
}
