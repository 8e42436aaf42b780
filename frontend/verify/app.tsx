import { Icon } from '../components/icon/icon.tsx';
import { later } from '../components/later/later.tsx';
import { OfflineNotice } from '../components/offline-notice/offline-notice.tsx';
import { SkipLink } from '../components/skip-link/skip-link.tsx';
import { say } from '../words/verify.ts';
import { canGoBack, hasUnsentPhotos } from './journey.ts';
import type { VerifyPage } from './page.ts';
import { Foot, Masthead, WayOn } from './screens/around.tsx';
import { DeclinedScreen } from './screens/declining.tsx';
import { IntroScreen } from './screens/intro.tsx';
import { LinkProblemScreen, LoadingScreen, UnreachableScreen } from './screens/opening.tsx';
import { LaterWayBack } from './screens/later-way-back.tsx';
import { ProgressScreen } from './screens/progress.tsx';

const words = { fetching: say('loading.screen'), lost: say('unreachable.body'), again: say('try_again') };
const taking = () => import('./screens/taking.ts');
const CaptureScreen = later(words, async () => (await taking()).CaptureScreen);
const DocumentScreen = later(words, async () => (await taking()).DocumentScreen);
const HeadTurnScreen = later(words, async () => (await taking()).HeadTurnScreen);
const InspectScreen = later(words, async () => (await taking()).InspectScreen);
const NameScreen = later(words, async () => (await taking()).NameScreen);
const OutcomeScreen = later(words, async () => (await import('./screens/outcome.tsx')).OutcomeScreen);
const RetakeScreen = later(words, async () => (await taking()).RetakeScreen);
const ReviewScreen = later(words, async () => (await taking()).ReviewScreen);
const SendFailedScreen = later(words, async () => (await taking()).SendFailedScreen);
const SendingScreen = later(words, async () => (await taking()).SendingScreen);

/** The whole verify page. */
export function App({ page }: { page: VerifyPage }) {
  const journey = page.journey.value;
  const organisation = journey.session?.organisation ?? null;
  return (
    <>
      <SkipLink>{say('skip')}</SkipLink>
      <header class="masthead">
        {canGoBack(journey) && (
          <button type="button" class="masthead-back" onClick={() => page.act({ type: 'back' })}>
            <Icon name="back" />{say('back')}
          </button>
        )}
        <Masthead organisation={organisation} />
      </header>
      <main id="main" class="column" tabIndex={-1}>
        <OfflineNotice>{say(hasUnsentPhotos(journey) ? 'offline.photos' : 'offline')}</OfflineNotice>
        <CurrentScreen page={page} />
      </main>
      <Foot organisation={organisation} />
    </>
  );
}

function CurrentScreen({ page }: { page: VerifyPage }) {
  const journey = page.journey.value;
  const { screen } = journey;
  const organisation = journey.session?.organisation ?? null;
  switch (screen.name) {
    case 'loading':
      return <LoadingScreen />;
    case 'link_problem':
      return <LinkProblemScreen reason={screen.reason} />;
    case 'unreachable':
      return <UnreachableScreen act={page.act} />;
    case 'intro':
      return (
        <IntroScreen
          organisation={organisation}
          consent={journey.session?.consentAsked ?? null}
          giveConsent={page.giveConsent}
          declineConsent={page.declineConsent}
          act={page.act}
        />
      );
    case 'declined':
      return <><DeclinedScreen organisation={organisation} /><WayOn organisation={organisation} /></>;
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
          <WayOn organisation={organisation} />
          {journey.session.state !== 'erased' && <LaterWayBack createCode={page.createCode} />}
        </>
      );
  }
}
