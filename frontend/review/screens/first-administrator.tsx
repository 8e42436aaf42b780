import { useState } from 'preact/hooks';
import { createFirstAdministrator, type Me } from '../../api/console.ts';
import { ApiProblem } from '../../api/problem.ts';
import { Button } from '../../components/button/button.tsx';
import { useFocusFirstError } from '../../components/focus-first-error.ts';
import { Notice } from '../../components/notice/notice.tsx';
import { PageHeading } from '../../components/page-heading/page-heading.tsx';
import { TextField } from '../../components/text-field/text-field.tsx';
import { say } from '../../words/review.ts';
import { checkAdministrator, type AdministratorErrors } from './administrator-errors.ts';
import { REVEAL } from './reveal.ts';

export interface FirstAdministratorProps {
  invitation: string;
  onCreated(me: Me): void;
  onGiveUp(): void;
}

/** Takes over a fresh installation by its one-time link. */
export function FirstAdministratorScreen({ invitation, onCreated, onGiveUp }: FirstAdministratorProps) {
  const [entered, setEntered] = useState({ name: '', email: '', password: '' });
  const [errors, setErrors] = useState<AdministratorErrors>({});
  const [refusal, setRefusal] = useState<string | null>(null);
  const [isUsed, setUsed] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const form = useFocusFirstError(errors);

  const submit = async () => {
    const found = checkAdministrator(entered);
    setErrors(found);
    setRefusal(null);
    if (Object.keys(found).length > 0) return;
    setBusy(true);
    try {
      onCreated(await createFirstAdministrator({ invitation, ...entered, name: entered.name.trim(), email: entered.email.trim() }));
    } catch (problem) {
      setBusy(false);
      if (isSpent(problem)) setUsed(true);
      else setRefusal(refusalWords(problem));
    }
  };
  if (isUsed) return <UsedLink onGiveUp={onGiveUp} />;
  const field = (name: keyof typeof entered) => ({
    value: entered[name],
    onInput: (value: string) => setEntered({ ...entered, [name]: value }),
    error: errors[name] ? say(errors[name]) : null,
  });
  return (
    <>
      <PageHeading page={say('page')}>{say('first.title')}</PageHeading>
      <p>{say('first.lead')}</p>
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
        <TextField label={say('first.name')} hint={say('first.name.hint')} autocomplete="name" {...field('name')} />
        <TextField label={say('first.email')} hint={say('first.email.hint')} type="email" autocomplete="username" {...field('email')} />
        <TextField
          label={say('first.password')}
          hint={say('first.password.hint')}
          type="password"
          autocomplete="new-password"
          reveal={REVEAL}
          {...field('password')}
        />
        <div class="actions"><Button type="submit" isBusy={isBusy}>{say('first.submit')}</Button></div>
      </form>
    </>
  );
}

function UsedLink({ onGiveUp }: { onGiveUp(): void }) {
  return (
    <>
      <PageHeading page={say('page')}>{say('first.used.title')}</PageHeading>
      <p>{say('first.used')}</p>
      <div class="actions"><Button onClick={onGiveUp}>{say('first.sign_in')}</Button></div>
    </>
  );
}

/** The link itself was refused, not what was entered. */
function isSpent(problem: unknown): boolean {
  return problem instanceof ApiProblem && problem.code === 'invitation_refused';
}

function refusalWords(problem: unknown): string {
  if (!(problem instanceof ApiProblem)) return say('problem.unreachable');
  if (problem.status === 429) return say('sign_in.error.many');
  return problem.status >= 500 ? say('problem.server') : problem.detail || say('first.invalid');
}
