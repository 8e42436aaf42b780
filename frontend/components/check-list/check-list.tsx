import './check-list.css';
import { Icon, type IconName } from '../icon/icon.tsx';

/** One check. An outcome that is none of the four is shown as not checked, never as passed. */
export interface Check {
  code: string;
  outcome: string;
  reason: string;
  /** What was checked; the reason alone says it where this is absent. */
  name?: string;
}

/** What each outcome is called. */
export type OutcomeWords = Record<'passed' | 'failed' | 'not_applicable' | 'unavailable', string>;

const ICONS: Record<keyof OutcomeWords, IconName> = {
  passed: 'tick',
  failed: 'cross',
  not_applicable: 'dash',
  unavailable: 'question',
};

/** Checks with their outcome, as a sign and in words, and the reason. */
export function CheckList({ checks, outcomeWords }: { checks: readonly Check[]; outcomeWords: OutcomeWords }) {
  return (
    <ul class="check-list">
      {checks.map((check) => {
        const outcome = knownOutcome(check.outcome);
        return (
          <li key={check.code} class={`check check-${outcome}`}>
            <span class="check-sign"><Icon name={ICONS[outcome]} /></span>
            <div>
              <p><span class="check-outcome">{outcomeWords[outcome]}</span>{check.name && <span class="check-name">{check.name}</span>}</p>
              <p>{check.reason}</p>
            </div>
          </li>
        );
      })}
    </ul>
  );
}

function knownOutcome(outcome: string): keyof OutcomeWords {
  return outcome === 'passed' || outcome === 'failed' || outcome === 'not_applicable' ? outcome : 'unavailable';
}
