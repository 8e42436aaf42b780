import { isSettled, type Retake, type SessionView, type Step } from '../api/session.ts';
import { stepsOf, type DocumentKind } from '../capture/documents.ts';
import type { RecordedTurn } from '../capture/head-turn.ts';
import type { Photo } from '../capture/photo.ts';
import type { Photos } from '../capture/request-body.ts';
import type { SendProblem } from './send-problem.ts';

/** A photograph that is asked for again, and why. */
export type PhotoRetake = Retake & { step: Step };

/** What the person sees. */
export type Screen =
  | { name: 'loading' }
  | { name: 'link_problem'; reason: 'missing' | 'malformed' | 'refused' }
  | { name: 'unreachable' }
  | { name: 'intro' }
  | { name: 'declined' }
  | { name: 'document' }
  | { name: 'capture'; step: Step }
  | { name: 'inspect'; step: Step; photo: Photo }
  | { name: 'review' }
  | { name: 'head_turn' }
  | { name: 'sending' }
  | { name: 'send_failed'; problem: SendProblem }
  | { name: 'progress' }
  | { name: 'retake'; retake: PhotoRetake }
  | { name: 'name_asked' }
  | { name: 'outcome' };

/** One person's way through a session. */
export interface Journey {
  screen: Screen;
  session: SessionView | null;
  kind: DocumentKind | null;
  photos: Photos;
  /** The head turns that the server asked for; null until they were recorded or left out. */
  headTurn: RecordedTurn | 'left_out' | null;
  /** The request that holds these very photographs, once the DVS server took them. */
  requestId: string | null;
}

export type Action =
  | { type: 'link_refused'; reason: 'missing' | 'malformed' | 'refused' }
  | { type: 'session_seen'; session: SessionView }
  | { type: 'session_unreachable' }
  | { type: 'reload' }
  | { type: 'start' }
  | { type: 'consent_missing' }
  | { type: 'kind_chosen'; kind: DocumentKind }
  | { type: 'photo_taken'; step: Step; photo: Photo }
  | { type: 'photo_accepted' }
  | { type: 'photo_discarded' }
  | { type: 'photo_change'; step: Step }
  | { type: 'kind_change' }
  | { type: 'send' }
  | { type: 'head_turn_done'; turn: RecordedTurn | null }
  | { type: 'request_created'; requestId: string }
  | { type: 'send_stopped' }
  | { type: 'send_failed'; problem: SendProblem }
  | { type: 'photo_refused'; retake: PhotoRetake }
  | { type: 'retake_started' }
  | { type: 'back' };

export const START: Journey = { screen: { name: 'loading' }, session: null, kind: null, photos: {}, headTurn: null, requestId: null };

/** The next state. Pure: what is sent and fetched happens around it. */
export function reduce(journey: Journey, action: Action): Journey {
  const { screen } = journey;
  switch (action.type) {
    case 'link_refused':
      return { ...journey, screen: { name: 'link_problem', reason: action.reason } };
    case 'session_seen':
      return see(journey, action.session);
    case 'session_unreachable':
      return screen.name === 'loading' ? show(journey, { name: 'unreachable' }) : journey;
    case 'reload':
      return show(journey, { name: 'loading' });
    case 'start':
      return start(journey);
    case 'kind_change':
      return show(journey, { name: 'document' });
    case 'consent_missing':
      return show(journey, { name: 'intro' });
    case 'kind_chosen':
      return choose(journey, action.kind);
    case 'photo_taken':
      return show(journey, { name: 'inspect', step: action.step, photo: action.photo });
    case 'photo_accepted':
      return screen.name === 'inspect' ? accept(journey, screen.step, screen.photo) : journey;
    case 'photo_discarded':
      return screen.name === 'inspect' ? show(journey, { name: 'capture', step: screen.step }) : journey;
    case 'photo_change':
      return show(journey, { name: 'capture', step: action.step });
    case 'send':
      return isComplete(journey) ? show(journey, { name: isHeadTurnDue(journey) ? 'head_turn' : 'sending' }) : journey;
    case 'head_turn_done':
      if (screen.name !== 'head_turn') return journey;
      return { ...journey, headTurn: action.turn ?? 'left_out', screen: { name: 'sending' } };
    case 'request_created':
      return { ...journey, requestId: action.requestId };
    case 'send_stopped':
      return screen.name === 'sending' ? show(journey, { name: 'review' }) : journey;
    case 'send_failed':
      return show(journey, { name: 'send_failed', problem: action.problem });
    case 'photo_refused':
      return ask(journey, action.retake);
    case 'retake_started':
      return next(journey);
    case 'back':
      return back(journey);
  }
}

/** True while photographs would be lost by leaving the page. */
export function hasUnsentPhotos(journey: Journey): boolean {
  const { name } = journey.screen;
  if (name === 'progress' || name === 'name_asked' || name === 'outcome' || name === 'declined' || name === 'link_problem') return false;
  return name === 'inspect' || Object.keys(journey.photos).length > 0;
}

/** True where the person can go back one screen. */
export function canGoBack(journey: Journey): boolean {
  return reduce(journey, { type: 'back' }) !== journey;
}

/** The place of a step and the number of steps, for "Photo 1 of 3". */
export function placeOf(journey: Journey, step: Step): { number: number; of: number } {
  const steps = stepsOf(journey.kind ?? 'licence');
  return { number: steps.indexOf(step) + 1, of: steps.length };
}

function show(journey: Journey, screen: Screen): Journey {
  return { ...journey, screen };
}

function see(journey: Journey, session: SessionView): Journey {
  if (journey.session !== null && session.version < journey.session.version) return journey;
  const seen = { ...journey, session };
  const { name } = journey.screen;
  switch (session.state) {
    case 'created':
      // While the session is open the page leads; a late view does not move the person.
      return name === 'loading' || name === 'unreachable' ? show(seen, { name: 'intro' }) : seen;
    case 'retake':
      if (session.consentAsked !== null && !isAtWork(name)) return show(seen, { name: 'intro' });
      return isAtWork(name) && journey.session?.version === session.version ? seen : ask(seen, retakeOf(session));
    case 'submitted':
    case 'processing':
      return show(seen, { name: 'progress' });
    default:
      if (session.cancelCode === 'consent_declined') return { ...seen, screen: { name: 'declined' }, photos: {} };
      return { ...seen, screen: { name: 'outcome' }, ...(isSettled(session.state) ? { photos: {} } : {}) };
  }
}

/** On from the agreement, without which there is no way on. */
function start(journey: Journey): Journey {
  const { session, photos } = journey;
  if (session !== null && session.consentAsked !== null) return journey;
  const isNew = Object.keys(photos).length === 0;
  return session?.state === 'retake' && isNew ? ask(journey, retakeOf(session)) : next(journey);
}

/** A retake whose reason is missing or unreadable still has to start somewhere. */
function retakeOf(session: SessionView): Retake {
  return session.retake ?? { step: 'front', code: '', message: '' };
}

/** The person is doing something that a view already known must not interrupt. */
function isAtWork(name: Screen['name']): boolean {
  return name !== 'loading' && name !== 'unreachable' && name !== 'progress' && name !== 'sending' && name !== 'outcome';
}

/** Drops the photograph that was not good enough and keeps the others; a name spoils none. */
function ask(journey: Journey, retake: Retake): Journey {
  const { step } = retake;
  // A recording answers its challenge once.
  const again = { ...journey, headTurn: null, requestId: null };
  if (step === 'name') return { ...again, screen: { name: 'name_asked' } };
  const photos = { ...journey.photos };
  delete photos[step];
  return { ...again, photos, screen: { name: 'retake', retake: { ...retake, step } } };
}

function choose(journey: Journey, kind: DocumentKind): Journey {
  const isSame = journey.kind === null || journey.kind === kind;
  // Another document makes the photographs of the first one useless; the face stays the same.
  const { face } = journey.photos;
  const photos = isSame ? journey.photos : face === undefined ? {} : { face };
  return next({ ...journey, kind, photos, requestId: isSame ? journey.requestId : null });
}

function accept(journey: Journey, step: Step, photo: Photo): Journey {
  // Frames of an earlier selfie say nothing about this one.
  const headTurn = step === 'face' ? null : journey.headTurn;
  return next({ ...journey, photos: { ...journey.photos, [step]: photo }, headTurn, requestId: null });
}

/** On to the first photograph that is missing, or to the summary when none is. */
function next(journey: Journey): Journey {
  if (journey.kind === null) return show(journey, { name: 'document' });
  const missing = stepsOf(journey.kind).find((step) => journey.photos[step] === undefined);
  return show(journey, missing === undefined ? { name: 'review' } : { name: 'capture', step: missing });
}

/** Only a selfie that this page's camera took can be followed by a recording of the same person. */
function isHeadTurnDue({ session, photos, headTurn, requestId }: Journey): boolean {
  const isAsked = session?.capture?.isHeadTurnAsked === true;
  return isAsked && headTurn === null && requestId === null && photos.face?.method === 'shutter';
}

function isComplete(journey: Journey): boolean {
  return journey.kind !== null && stepsOf(journey.kind).every((step) => journey.photos[step] !== undefined);
}

function back(journey: Journey): Journey {
  const { screen } = journey;
  switch (screen.name) {
    case 'document':
      if (isComplete(journey)) return show(journey, { name: 'review' });
      if (journey.session?.state === 'retake') return ask(journey, retakeOf(journey.session));
      return show(journey, { name: 'intro' });
    case 'capture':
      return isComplete(journey) ? show(journey, { name: 'review' }) : stepBefore(journey, screen.step);
    case 'inspect':
      return show(journey, { name: 'capture', step: screen.step });
    case 'review':
      return look(journey, 'face');
    case 'head_turn':
    case 'send_failed':
      return show(journey, { name: 'review' });
    default:
      return journey;
  }
}

function stepBefore(journey: Journey, step: Step): Journey {
  const steps = stepsOf(journey.kind ?? 'licence');
  const before = steps[steps.indexOf(step) - 1];
  return before === undefined ? show(journey, { name: 'document' }) : look(journey, before);
}

/** Back to a step: to its photograph where there is one. */
function look(journey: Journey, step: Step): Journey {
  const photo = journey.photos[step];
  return show(journey, photo === undefined ? { name: 'capture', step } : { name: 'inspect', step, photo });
}
