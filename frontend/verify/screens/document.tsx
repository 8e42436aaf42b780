import { useState } from 'preact/hooks';
import { offeredKinds, type DocumentKind } from '../../capture/documents.ts';
import { Button } from '../../components/button/button.tsx';
import { PageHeading } from '../../components/page-heading/page-heading.tsx';
import { RadioList } from '../../components/radio-list/radio-list.tsx';
import { say } from '../../words/verify.ts';
import type { Journey } from '../journey.ts';
import type { Act } from './act.ts';

/** Which document it is. Nothing is chosen beforehand. */
export function DocumentScreen({ journey, act }: { journey: Journey; act: Act }) {
  const [kind, setKind] = useState<DocumentKind | null>(journey.kind);
  const [isMissing, setMissing] = useState(false);
  const kinds = offeredKinds(journey.session?.capture?.documentTypes ?? []);
  const choices = kinds.map((value) => ({ value, label: say(`document.${value}`), hint: say(`document.${value}.hint`) }));
  return (
    <form
      class="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (kind !== null) return act({ type: 'kind_chosen', kind });
        setMissing(true);
        // The first choice takes the focus; the error belongs to its group and is read with it.
        event.currentTarget.querySelector('input')?.focus();
      }}
    >
      <PageHeading page={say('page')}>{say('document.title')}</PageHeading>
      <RadioList
        legend={say('document.title')}
        isLegendHidden
        choices={choices}
        value={kind}
        onChange={(value) => setKind(kinds.find((one) => one === value) ?? null)}
        error={isMissing && kind === null ? say('document.error') : null}
      />
      <div class="actions"><Button type="submit">{say('continue')}</Button></div>
    </form>
  );
}
