import { useState } from 'preact/hooks';
import type { NamesBody } from '../../api/session.ts';
import { Button } from '../../components/button/button.tsx';
import { useFocusFirstError } from '../../components/focus-first-error.ts';
import { Notice } from '../../components/notice/notice.tsx';
import { PageHeading } from '../../components/page-heading/page-heading.tsx';
import { TextField } from '../../components/text-field/text-field.tsx';
import { say } from '../../words/verify.ts';
import { checkNames, refusalWord, tidyNames, type NameErrors } from '../printed-names.ts';
import type { Act } from './act.ts';

export interface NameScreenProps {
  giveNames(names: NamesBody): Promise<void>;
  canTakePhotos: boolean;
  act: Act;
}

/** Asks how the passport prints the person's name. The page knows no part of it. */
export function NameScreen({ giveNames, canTakePhotos, act }: NameScreenProps) {
  const [entered, setEntered] = useState<NamesBody>({ surname: '', forenames: '' });
  const [errors, setErrors] = useState<NameErrors>({});
  const [refusal, setRefusal] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const form = useFocusFirstError(errors);

  const submit = async () => {
    const found = checkNames(entered);
    setErrors(found);
    setRefusal(null);
    if (Object.keys(found).length > 0) return;
    setBusy(true);
    try {
      await giveNames(tidyNames(entered));
    } catch (problem) {
      setRefusal(say(refusalWord(problem)));
    }
    setBusy(false);
  };
  const field = (part: keyof NamesBody) => ({
    label: say(`name.${part}`),
    hint: say(`name.${part}.hint`),
    value: entered[part],
    onInput: (value: string) => setEntered({ ...entered, [part]: value }),
    error: errors[part] ? say(errors[part]) : null,
  });
  return (
    <>
      <PageHeading page={say('page')}>{say('name.title')}</PageHeading>
      <p>{say('name.why')}</p>
      <form
        ref={form}
        class="stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (!isBusy) void submit();
        }}
      >
        {refusal && <Notice kind="bad" isAlert><p>{refusal}</p></Notice>}
        <TextField {...field('surname')} autocomplete="family-name" />
        <TextField {...field('forenames')} autocomplete="given-name" />
        <p class="quiet">{say('name.once')}</p>
        <div class="actions">
          <Button type="submit" isBusy={isBusy}>{say('name.send')}</Button>
          {canTakePhotos && <Button kind="secondary" onClick={() => act({ type: 'retake_started' })}>{say('name.photos')}</Button>}
        </div>
      </form>
    </>
  );
}
