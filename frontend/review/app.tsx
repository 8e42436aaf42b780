import { Button } from '../components/button/button.tsx';
import { later } from '../components/later/later.tsx';
import { ModalDialog } from '../components/modal-dialog/modal-dialog.tsx';
import { OfflineNotice } from '../components/offline-notice/offline-notice.tsx';
import { PageHeading } from '../components/page-heading/page-heading.tsx';
import { SkipLink } from '../components/skip-link/skip-link.tsx';
import { Waiting } from '../components/waiting/waiting.tsx';
import { say } from '../words/review.ts';
import type { ReviewConsole } from './console.ts';
import { CasesScreen } from './screens/cases.tsx';
import { FirstAdministratorScreen } from './screens/first-administrator.tsx';
import { SignInForm } from './screens/sign-in-form.tsx';

const words = { fetching: say('opening'), lost: say('problem.unreachable'), again: say('try_again') };
const CaseScreen = later(words, async () => (await import('./screens/case.tsx')).CaseScreen);

/** The whole console. */
export function App({ desk }: { desk: ReviewConsole }) {
  const signedIn = desk.signedIn.value;
  const isInside = signedIn.as === 'reviewer' || signedIn.as === 'again';
  return (
    <>
      <SkipLink>{say('skip')}</SkipLink>
      <header class="topbar">
        <p class="topbar-name">{say('page')}{isInside && <span class="topbar-tenant">{signedIn.me.tenantName}</span>}</p>
        {isInside && (
          <div class="topbar-me">
            <span>{say('signed_in', { name: signedIn.me.name })}</span>
            <Button kind="secondary" onClick={() => void desk.leave()}>{say('sign_out')}</Button>
          </div>
        )}
      </header>
      <main id="main" tabIndex={-1} class={isInside ? 'desk' : 'sheet'}>
        <OfflineNotice>{say('offline')}</OfflineNotice>
        <Content desk={desk} />
      </main>
      {signedIn.as === 'again' && (
        <ModalDialog title={say('sign_in.again.title')}>
          <p>{say('sign_in.again')}</p>
          <SignInForm email={signedIn.me.email} onSignedIn={desk.enter} />
        </ModalDialog>
      )}
    </>
  );
}

function Content({ desk }: { desk: ReviewConsole }) {
  const signedIn = desk.signedIn.value;
  const route = desk.route.value;
  switch (signedIn.as) {
    case 'unknown':
      return <><h1 class="visually-hidden">{say('page')}</h1><Waiting>{say('opening')}</Waiting></>;
    case 'unreachable':
      return (
        <>
          <PageHeading page={say('page')}>{say('problem.unreachable.title')}</PageHeading>
          <p>{say('problem.unreachable')}</p>
          <div class="actions"><Button onClick={() => void desk.open()}>{say('try_again')}</Button></div>
        </>
      );
    case 'nobody':
      if (desk.invitation.value !== null) {
        return <FirstAdministratorScreen invitation={desk.invitation.value} onCreated={desk.enter} onGiveUp={desk.forgetInvitation} />;
      }
      return (
        <>
          <PageHeading page={say('page')}>{say('sign_in.title')}</PageHeading>
          <SignInForm email="" onSignedIn={desk.enter} />
        </>
      );
    case 'reviewer':
    case 'again':
      if (route.name === 'case') return <CaseScreen key={route.id} desk={desk} id={route.id} />;
      return <CasesScreen key={String(route.state)} desk={desk} state={route.state} />;
  }
}
