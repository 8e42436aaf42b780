import { expect, test } from 'vitest';
import { Unreachable } from './problem.ts';
import { isSettled, parseSession, SESSION_STATES } from './session.ts';

const whole = {
  id: 'i', state: 'retake', version: 4, expires_at: '2026-11-23T00:00:00Z', attempts_left: 3,
  capture: { dvs_url: 'https://dvs.example', public_key: 'pk_1', steps: ['front'], document_types: ['passport', 'driver_license_or_id', 1, 'unheard_of', 'toString'], is_head_turn_asked: true },
  retake: { step: 'back', code: 'PDF417Error', message: 'No barcode' },
  summary: { decision: 'retake', decided_by: 'policy', message: 'm', checks: [{ code: 'c', outcome: 'passed', message: 'x' }, 7] },
};

test('a view is read with everything it holds', () => {
  expect(parseSession(whole)).toEqual({
    id: 'i', state: 'retake', version: 4, expiresAt: '2026-11-23T00:00:00Z', attemptsLeft: 3,
    capture: { dvsUrl: 'https://dvs.example', publicKey: 'pk_1', documentTypes: [2, 1], isHeadTurnAsked: true },
    retake: { step: 'back', code: 'PDF417Error', message: 'No barcode' },
    summary: { decision: 'retake', decidedBy: 'policy', message: 'm', checks: [{ code: 'c', outcome: 'passed', message: 'x' }] },
    cancelCode: '', consentAsked: null, organisation: null,
  });
  const asked = { locale: 'en', text_sha256: 'ab', lines: [{ key: 'purpose', text: 'They ask.' }, 7] };
  expect(parseSession({ ...whole, consent_asked: asked }).consentAsked).toEqual({
    locale: 'en', textSha256: 'ab', lines: [{ key: 'purpose', text: 'They ask.' }],
  });
});

test.each([[null], ['text'], [[]], [{}], [{ state: 'splendid', version: 1 }], [{ state: 'approved' }]])(
  '%j is no view, and never a good one',
  (value) => expect(() => parseSession(value)).toThrow(Unreachable),
);

test('a name can be asked for as well as a photograph', () => {
  const retake = { step: 'name', code: 'name_spelling', message: 'm' };
  expect(parseSession({ ...whole, retake }).retake).toEqual(retake);
});

test('a step that is not known makes no retake of its own', () => {
  expect(parseSession({ ...whole, retake: { step: 'ear' } }).retake).toBeNull();
});

test('only final states are settled', () => {
  expect(SESSION_STATES.filter(isSettled)).toEqual(['approved', 'rejected', 'failed', 'expired', 'cancelled', 'erased']);
});
