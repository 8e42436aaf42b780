import { Icon } from '../components/icon/icon.tsx';
import { OfflineNotice } from '../components/offline-notice/offline-notice.tsx';
import { SkipLink } from '../components/skip-link/skip-link.tsx';
import { say } from '../words/verify.ts';
import { canGoBack, hasUnsentPhotos } from './journey.ts';
import type { VerifyPage } from './page.ts';
import { CaptureScreen } from './screens/capture.tsx';
import { DocumentScreen } from './screens/document.tsx';
import { HeadTurnScreen } from './screens/head-turn.tsx';
import { InspectScreen } from './screens/inspect.tsx';
import { IntroScreen } from './screens/intro.tsx';
import { LinkProblemScreen, LoadingScreen, UnreachableScreen } from './screens/opening.tsx';
import { LaterWayBack } from './screens/later-way-back.tsx';
import { NameScreen } from './screens/name.tsx';
import { OutcomeScreen } from './screens/outcome.tsx';
import { ProgressScreen } from './screens/progress.tsx';
import { RetakeScreen } from './screens/retake.tsx';
import { ReviewScreen } from './screens/review.tsx';
import { SendFailedScreen, SendingScreen } from './screens/sending.tsx';

/** The whole verify page. */
export function App({ page }: { page: VerifyPage }) {
  const journey = page.journey.value;
  return (
    <>
      <SkipLink>{say('skip')}</SkipLink>
      <header class="masthead">
        {canGoBack(journey) && (
          <button type="button" class="masthead-back" onClick={() => page.act({ type: 'back' })}>
            <Icon name="back" />{say('back')}
          </button>
        )}
        <p class="masthead-name">{say('page')}</p>
      </header>
      <main id="main" class="column" tabIndex={-1}>
        <OfflineNotice>{say(hasUnsentPhotos(journey) ? 'offline.photos' : 'offline')}</OfflineNotice>
        <CurrentScreen page={page} />
      </main>
    </>
  );
}

function CurrentScreen({ page }: { page: VerifyPage }) {
  const journey = page.journey.value;
  const { screen } = journey;
  switch (screen.name) {
    case 'loading':
      return <LoadingScreen />;
    case 'link_problem':
      return <LinkProblemScreen reason={screen.reason} />;
    case 'unreachable':
      return <UnreachableScreen act={page.act} />;
    case 'intro':
      return <IntroScreen act={page.act} />;
    case 'document':
      return <DocumentScreen journey={journey} act={page.act} />;
    case 'capture':
      return <CaptureScreen key={screen.step} journey={journey} step={screen.step} prefersCamera={page.prefersCamera} act={page.act} />;
    case 'inspect':
      return <InspectScreen key={screen.step} journey={journey} step={screen.step} photo={screen.photo} act={page.act} />;
    case 'review':
      return <ReviewScreen journey={journey} act={page.act} />;
    case 'head_turn':
      return <HeadTurnScreen fetchChallenge={page.fetchChallenge} act={page.act} />;
    case 'sending':
      return <SendingScreen share={page.sentShare} hasArrived={journey.requestId !== null} stop={page.stopSending} />;
    case 'send_failed':
      return <SendFailedScreen problem={screen.problem} act={page.act} />;
    case 'progress':
      return <><ProgressScreen isUnreachable={page.isUnreachable.value} /><LaterWayBack createCode={page.createCode} /></>;
    case 'retake':
      return <RetakeScreen journey={journey} retake={screen.retake} act={page.act} />;
    case 'name_asked':
      return <NameScreen giveNames={page.giveNames} canTakePhotos={(journey.session?.attemptsLeft ?? 0) > 0} act={page.act} />;
    case 'outcome':
      return journey.session && (
        <>
          <OutcomeScreen session={journey.session} isUnreachable={page.isUnreachable.value} />
          {journey.session.state !== 'erased' && <LaterWayBack createCode={page.createCode} />}
        </>
      );
  }
}
