import type { Assurance } from '../../api/console.ts';
import { say, sayOr } from '../../words/review.ts';

/** What the document is worth by GPG45, with what speaks against it. */
export function CaseAssurance({ assurance }: { assurance: Assurance | null }) {
  if (assurance === null) return <p class="quiet">{say('gpg45.none')}</p>;
  const { strength, validity, contraIndicators } = assurance;
  return (
    <dl class="scores">
      <div><dt>{say('gpg45.strength')}</dt><dd>{say('gpg45.score', { score: strength })}</dd></div>
      <div><dt>{say('gpg45.validity')}</dt><dd>{say('gpg45.score', { score: validity })}</dd></div>
      <div>
        <dt>{say('gpg45.against')}</dt>
        <dd>{contraIndicators.length === 0 ? say('gpg45.against.none') : contraIndicators.map(indicatorWords).join(', ')}</dd>
      </div>
    </dl>
  );
}

function indicatorWords(code: string): string {
  return sayOr(`gpg45.against.${code}`, code);
}
