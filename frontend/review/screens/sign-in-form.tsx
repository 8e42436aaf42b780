import { useState } from 'preact/hooks';
import { signIn, type Me } from '../../api/console.ts';
import { ApiProblem } from '../../api/problem.ts';
import { Button } from '../../components/button/button.tsx';
import { Notice } from '../../components/notice/notice.tsx';
import { TextField } from '../../components/text-field/text-field.tsx';
import { say } from '../../words/review.ts';
import { REVEAL } from './reveal.ts';

/** Email and password. */
export function SignInForm({ email: known, onSignedIn }: { email: string; onSignedIn(me: Me): void }) {
  const [email, setEmail] = useState(known);
  const [password, setPassword] = useState('');
  const [error, setError] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const submit = async () => {
    if (email.trim() === '' || password === '') return setError(say('sign_in.error.empty'));
    setBusy(true);
    setError(null);
    try {
      onSignedIn(await signIn(email.trim(), password));
    } catch (problem) {
      setError(signInWords(problem));
      setBusy(false);
    }
  };
  return (
    <form
      class="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!isBusy) void submit();
      }}
    >
      {error && <Notice kind="bad" isAlert><p>{error}</p></Notice>}
      <TextField label={say('sign_in.email')} type="email" autocomplete="username" value={email} onInput={setEmail} />
      <TextField
        label={say('sign_in.password')}
        type="password"
        autocomplete="current-password"
        value={password}
        onInput={setPassword}
        reveal={REVEAL}
      />
      <div class="actions"><Button type="submit" isBusy={isBusy}>{say('sign_in.submit')}</Button></div>
    </form>
  );
}

function signInWords(problem: unknown): string {
  if (!(problem instanceof ApiProblem)) return say('problem.unreachable');
  if (problem.status === 429) {
    const seconds = problem.retryAfterSeconds;
    return seconds === null ? say('sign_in.error.many') : say('sign_in.error.many.wait', { seconds });
  }
  return problem.status >= 500 ? say('problem.server') : say('sign_in.error.wrong');
}
