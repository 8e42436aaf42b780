import { expect, test } from 'vitest';
import type { Retake, SessionState, SessionView, Step } from '../api/session.ts';
import type { Photo } from '../capture/photo.ts';
import { canGoBack, hasUnsentPhotos, placeOf, reduce, START, type Action, type Journey, type PhotoRetake } from './journey.ts';

function session(state: SessionState, version = 1, retake: Retake | null = null): SessionView {
  return { id: 'id', state, version, expiresAt: '', attemptsLeft: 4, capture: null, retake, summary: null, cancelCode: '', consentAsked: null, organisation: null };
}

function photo(name: string): Photo {
  return { blob: new Blob([name]), width: 800, height: 600, method: 'file', cameraLabel: '', hints: [], isUnread: false };
}

function go(journey: Journey, ...actions: Action[]): Journey {
  return actions.reduce(reduce, journey);
}

function taken(step: Step, name: string = step): Action[] {
  return [{ type: 'photo_taken', step, photo: photo(name) }, { type: 'photo_accepted' }];
}

const opened = go(START, { type: 'session_seen', session: session('created') });
const complete = go(
  opened, { type: 'start' }, { type: 'kind_chosen', kind: 'licence' }, ...taken('front'), ...taken('back'), ...taken('face'),
);
const backRefused: PhotoRetake = { step: 'back', code: 'PDF417Error', message: '' };

test('a licence takes three photographs and a passport two', () => {
  expect(complete.screen).toEqual({ name: 'review' });
  const passport = go(opened, { type: 'start' }, { type: 'kind_chosen', kind: 'passport' });
  expect(placeOf(passport, 'face')).toEqual({ number: 2, of: 2 });
  expect(go(passport, ...taken('front')).screen).toEqual({ name: 'capture', step: 'face' });
});

test.each<[SessionState, string]>([
  ['created', 'intro'], ['submitted', 'progress'], ['processing', 'progress'], ['approved', 'outcome'], ['rejected', 'outcome'],
  ['needs_review', 'outcome'], ['retake', 'retake'], ['failed', 'outcome'], ['expired', 'outcome'], ['cancelled', 'outcome'], ['erased', 'outcome'],
])('a session that is %s opens at %s', (state, screen) => {
  expect(go(START, { type: 'session_seen', session: session(state) }).screen.name).toBe(screen);
});

const words = { locale: 'en', textSha256: 'ab', lines: [] };

test('without agreement there is no way on', () => {
  const asked = go(START, { type: 'session_seen', session: { ...session('created'), consentAsked: words } });
  expect(go(asked, { type: 'start' })).toBe(asked);
  const agreed = go(asked, { type: 'session_seen', session: session('created') }, { type: 'start' });
  expect(agreed.screen).toEqual({ name: 'document' });
});

test('a retake asks for agreement first where there is none to these words', () => {
  const asked = go(START, { type: 'session_seen', session: { ...session('retake', 3, backRefused), consentAsked: words } });
  expect(asked.screen).toEqual({ name: 'intro' });
  const agreed = go(asked, { type: 'session_seen', session: session('retake', 3, backRefused) }, { type: 'start' });
  expect(agreed.screen).toEqual({ name: 'retake', retake: backRefused });
});

test('words that change before sending keep the photographs', () => {
  const again = go(complete, { type: 'consent_missing' });
  expect(again.screen).toEqual({ name: 'intro' });
  expect(go(again, { type: 'start' }).screen).toEqual({ name: 'review' });
});

test('a declined session says so, and not that the organisation called it off', () => {
  const declined = { ...session('cancelled', 2), cancelCode: 'consent_declined' };
  expect(go(opened, { type: 'session_seen', session: declined }).screen).toEqual({ name: 'declined' });
});

test('an older view never replaces a newer one', () => {
  const approved = go(START, { type: 'session_seen', session: session('approved', 7) });
  expect(go(approved, { type: 'session_seen', session: session('processing', 5) })).toBe(approved);
});

test('a late view of the open session does not move the person', () => {
  const capturing = go(opened, { type: 'start' }, { type: 'kind_chosen', kind: 'card' });
  const late = go(capturing, { type: 'session_seen', session: session('created', 1) });
  expect(late.screen).toEqual({ name: 'capture', step: 'front' });
});

test('an expired session ends whatever the person was doing', () => {
  expect(go(complete, { type: 'session_seen', session: session('expired', 2) }).screen.name).toBe('outcome');
});

test('a retake drops the photograph that was not good and keeps the others', () => {
  const asked = go(
    complete, { type: 'send' }, { type: 'request_created', requestId: 'r1' },
    { type: 'session_seen', session: session('submitted', 2) }, { type: 'session_seen', session: session('retake', 3, backRefused) },
  );
  expect(asked.screen).toEqual({ name: 'retake', retake: backRefused });
  expect(Object.keys(asked.photos)).toEqual(['front', 'face']);
  const again = go(asked, { type: 'retake_started' });
  expect(again.screen).toEqual({ name: 'capture', step: 'back' });
  const done = go(again, ...taken('back', 'better'));
  expect(done.screen).toEqual({ name: 'review' });
  expect(done.requestId).toBeNull();
});

test('a retake after a reload takes everything again, beginning with the document', () => {
  const reloaded = go(START, { type: 'session_seen', session: session('retake', 3, backRefused) }, { type: 'retake_started' });
  expect(reloaded.screen).toEqual({ name: 'document' });
});

test('a retake without a readable reason still starts somewhere', () => {
  const asked = go(complete, { type: 'session_seen', session: session('retake', 3) });
  expect(asked.screen).toEqual({ name: 'retake', retake: { step: 'front', code: '', message: '' } });
});

const nameAsked: Retake = { step: 'name', code: 'name_spelling', message: '' };

test('asking for a name keeps the photographs and nobody is asked before leaving', () => {
  const asked = go(
    complete, { type: 'send' }, { type: 'session_seen', session: session('submitted', 2) },
    { type: 'session_seen', session: session('retake', 3, nameAsked) },
  );
  expect(asked.screen).toEqual({ name: 'name_asked' });
  expect(Object.keys(asked.photos)).toHaveLength(3);
  expect(hasUnsentPhotos(asked)).toBe(false);
  expect(canGoBack(asked)).toBe(false);
  expect(go(asked, { type: 'session_seen', session: session('submitted', 4) }).screen.name).toBe('progress');
});

test('new photographs instead of a name lead back to the question', () => {
  const reloaded = go(START, { type: 'session_seen', session: session('retake', 3, nameAsked) });
  expect(reloaded.screen).toEqual({ name: 'name_asked' });
  const again = go(reloaded, { type: 'retake_started' });
  expect(again.screen).toEqual({ name: 'document' });
  expect(go(again, { type: 'back' }).screen).toEqual({ name: 'name_asked' });
});

test('seeing the same retake again does not interrupt', () => {
  const asked = go(complete, { type: 'session_seen', session: session('retake', 3, backRefused) }, { type: 'retake_started' });
  expect(go(asked, { type: 'session_seen', session: session('retake', 3, backRefused) }).screen.name).toBe('capture');
});

test('a failed sending keeps the photographs and the request that already arrived', () => {
  const failed = go(
    complete, { type: 'send' }, { type: 'request_created', requestId: 'r1' },
    { type: 'send_failed', problem: { kind: 'interrupted', reference: '', retryAfterSeconds: null } },
  );
  expect(failed.screen.name).toBe('send_failed');
  expect(Object.keys(failed.photos)).toHaveLength(3);
  expect(go(failed, { type: 'send' }).requestId).toBe('r1');
});

test('another photograph makes the earlier request useless', () => {
  const sent = go(complete, { type: 'request_created', requestId: 'r1' }, { type: 'photo_change', step: 'front' }, ...taken('front', 'new'));
  expect(sent.requestId).toBeNull();
  expect(sent.screen).toEqual({ name: 'review' });
});

test('another document keeps the face alone', () => {
  const changed = go(complete, { type: 'kind_change' }, { type: 'kind_chosen', kind: 'passport' });
  expect(Object.keys(changed.photos)).toEqual(['face']);
  expect(changed.screen).toEqual({ name: 'capture', step: 'front' });
});

test('nothing is sent while a photograph is missing', () => {
  const early = go(opened, { type: 'start' }, { type: 'kind_chosen', kind: 'licence' }, ...taken('front'));
  expect(go(early, { type: 'send' })).toBe(early);
});

test('going back leads through every screen to the start, and no further', () => {
  const names: string[] = [];
  let now = complete;
  while (canGoBack(now) && names.length < 20) {
    now = go(now, { type: 'back' });
    names.push(now.screen.name === 'inspect' || now.screen.name === 'capture' ? `${now.screen.name} ${now.screen.step}` : now.screen.name);
  }
  // A complete set turns around at the capture screen: its way back is the summary.
  expect(names.slice(0, 3)).toEqual(['inspect face', 'capture face', 'review']);
  const early = go(opened, { type: 'start' }, { type: 'kind_chosen', kind: 'licence' }, ...taken('front'));
  const steps = [early];
  while (canGoBack(steps.at(-1) ?? early)) steps.push(go(steps.at(-1) ?? early, { type: 'back' }));
  expect(steps.map((step) => step.screen.name)).toEqual(['capture', 'inspect', 'capture', 'document', 'intro']);
});

test('leaving asks only while photographs would be lost', () => {
  expect(hasUnsentPhotos(opened)).toBe(false);
  expect(hasUnsentPhotos(complete)).toBe(true);
  const inspecting = go(opened, { type: 'start' }, { type: 'kind_chosen', kind: 'card' }, { type: 'photo_taken', step: 'front', photo: photo('x') });
  expect(hasUnsentPhotos(inspecting)).toBe(true);
  expect(hasUnsentPhotos(go(complete, { type: 'session_seen', session: session('submitted', 2) }))).toBe(false);
});

test('photographs are let go once the session is settled', () => {
  expect(go(complete, { type: 'session_seen', session: session('approved', 2) }).photos).toEqual({});
  expect(Object.keys(go(complete, { type: 'session_seen', session: session('needs_review', 2) }).photos)).toHaveLength(3);
});

const asking = { ...session('created'), capture: { dvsUrl: '', publicKey: '', documentTypes: [], isHeadTurnAsked: true } };
const selfie = { ...photo('face'), method: 'shutter' as const };
const recorded = { nonce: 'abc', frames: [] };

function withSelfie(): Journey {
  return { ...complete, session: asking, photos: { ...complete.photos, face: selfie } };
}

test('head turns are asked for once, before sending', () => {
  const asked = go(withSelfie(), { type: 'send' });
  expect(asked.screen).toEqual({ name: 'head_turn' });
  expect(go(asked, { type: 'back' }).screen).toEqual({ name: 'review' });
  const sending = go(asked, { type: 'head_turn_done', turn: recorded });
  expect(sending.screen).toEqual({ name: 'sending' });
  expect(sending.headTurn).toBe(recorded);
  expect(go(sending, { type: 'send_stopped' }, { type: 'send' }).screen).toEqual({ name: 'sending' });
});

test('whoever leaves the head turns out goes on, and is not asked again', () => {
  const without = go(withSelfie(), { type: 'send' }, { type: 'head_turn_done', turn: null });
  expect(without.screen).toEqual({ name: 'sending' });
  expect(go(without, { type: 'send_stopped' }, { type: 'send' }).screen).toEqual({ name: 'sending' });
});

test('a new attempt is recorded anew', () => {
  const sent = go(withSelfie(), { type: 'send' }, { type: 'head_turn_done', turn: recorded });
  expect(go(sent, { type: 'photo_refused', retake: backRefused }).headTurn).toBeNull();
});

test('no head turns are asked for after an uploaded face, nor where the session does not want them', () => {
  expect(go({ ...complete, session: asking }, { type: 'send' }).screen).toEqual({ name: 'sending' });
  expect(go({ ...withSelfie(), session: session('created') }, { type: 'send' }).screen).toEqual({ name: 'sending' });
});

test('a new selfie is recorded anew', () => {
  const sent = go(withSelfie(), { type: 'send' }, { type: 'head_turn_done', turn: recorded }, { type: 'send_stopped' });
  const again = go(sent, { type: 'photo_change', step: 'face' }, { type: 'photo_taken', step: 'face', photo: selfie }, { type: 'photo_accepted' });
  expect(again.headTurn).toBeNull();
});
