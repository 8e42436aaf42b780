import { Button } from '../../components/button/button.tsx';
import { PageHeading } from '../../components/page-heading/page-heading.tsx';
import { Waiting } from '../../components/waiting/waiting.tsx';
import { say } from '../../words/verify.ts';
import type { Act } from './act.ts';

/** Before the session is known. */
export function LoadingScreen() {
  return (
    <>
      <h1 class="visually-hidden">{say('page')}</h1>
      <Waiting>{say('loading')}</Waiting>
    </>
  );
}

/** The page was opened without a link that works. */
export function LinkProblemScreen({ reason }: { reason: 'missing' | 'malformed' | 'refused' }) {
  return (
    <>
      <PageHeading page={say('page')}>{say(`link.${reason}.title`)}</PageHeading>
      <p>{say(`link.${reason}.body`)}</p>
    </>
  );
}

/** The session could not be read. */
export function UnreachableScreen({ act }: { act: Act }) {
  return (
    <>
      <PageHeading page={say('page')}>{say('unreachable.title')}</PageHeading>
      <p>{say('unreachable.body')}</p>
      <div class="actions"><Button onClick={() => act({ type: 'reload' })}>{say('try_again')}</Button></div>
    </>
  );
}
