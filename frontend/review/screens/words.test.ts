import { expect, test } from 'vitest';
import { UNSEEN } from './faces-question.tsx';
import type { Case, HistoryEntry } from '../../api/console.ts';
import { checkAdministrator } from './administrator-errors.ts';
import { documentWords, fieldRow, historyRow, inReadingOrder, scoreWords, spaced, timeWords } from './case-words.ts';
import { checkDecision, conflictWords } from './decision-words.ts';

test('not assessed is not zero', () => {
  expect(scoreWords(-1)).toBe('Not assessed');
  expect(scoreWords(null)).toBe('Not assessed');
  expect(scoreWords(0)).toBe('0 of 100');
});

test('a field is named in words whichever way its key is written', () => {
  const field = { value: 'SAMPLE', source: 'printed_text', confidence: 100 };
  expect(fieldRow({ ...field, key: 'familyName' })).toMatchObject({ name: 'Family name', source: 'Printed text', confidence: '100 of 100' });
  expect(fieldRow({ ...field, key: 'family_name' }).name).toBe('Family name');
  expect(fieldRow({ ...field, key: 'somethingNew', source: '' })).toMatchObject({ name: 'Something new', source: 'Not known' });
});

test('kinds of document are named', () => {
  expect(documentWords('driver_license_or_id')).toBe('Driving licence or ID card');
  expect(documentWords('')).toBe('Not known yet');
  expect(documentWords('green_card')).toBe('Green card');
});

test('an act tells who, what and why, and only plain values', () => {
  const entry: HistoryEntry = {
    sequence: 3, at: '2026-11-22T09:00:00Z', actorKind: 'system', actorName: '', action: 'case_decided',
    detail: { decision: 'needs_review', attempt: 2, review_id: 'x', reason_sha256: 'y', nested: { hidden: 1 } },
    reason: 'Clear',
  };
  expect(historyRow(entry)).toMatchObject({ actor: 'Credence', act: 'decided', detail: 'Decision: Needs review · Attempt: 2', reason: 'Clear' });
  expect(historyRow({ ...entry, actorName: 'Ada' }).actor).toBe('Ada');
});

test('codes and times that make no sense stay readable', () => {
  expect(spaced('session.created_late')).toBe('Session created late');
  expect(timeWords('no time')).toBe('no time');
});

test('a decision needs a reason, and a retake a photograph', () => {
  expect(checkDecision('approve', ' ok ', null, UNSEEN)).toHaveProperty('reason');
  expect(checkDecision('approve', 'yes', null, UNSEEN)).toEqual({});
  expect(checkDecision('reject', 'x'.repeat(2000), null, UNSEEN)).toEqual({});
  expect(checkDecision('reject', 'x'.repeat(2001), null, UNSEEN)).toHaveProperty('reason');
  expect(checkDecision('retake', 'blurred', null, UNSEEN)).toHaveProperty('step');
  expect(checkDecision('retake', 'blurred', 'back', UNSEEN)).toEqual({});
});

test('a conflict names the last reviewer who decided', () => {
  const entry = (actorKind: string, actorName: string, action: string) => ({ sequence: 1, at: '', actorKind, actorName, action, detail: {}, reason: '' });
  const now = { state: 'rejected', history: [entry('reviewer', 'Grace', 'case_decided'), entry('reviewer', 'Ada', 'case_opened')] };
  expect(conflictWords(now as unknown as Case)).toContain('already decided by Grace: rejected');
});

test('an account needs a name, an address and twelve characters', () => {
  expect(Object.keys(checkAdministrator({ name: ' ', email: 'ada', password: 'elevenchars' }))).toEqual(['name', 'email', 'password']);
  expect(checkAdministrator({ name: 'Ada', email: 'ada@localhost', password: 'twelve chars' })).toEqual({});
  expect(checkAdministrator({ name: 'Ada', email: 'a@b', password: '🔑'.repeat(6) })).toHaveProperty('password');
});

test('details come in the order in which people compare them', () => {
  const fields = ['weight', 'id', 'city', 'family_name'].map((key) => ({ key, value: 'x', source: 'printed', confidence: null }));
  expect(inReadingOrder(fields).map(({ key }) => key)).toEqual(['family_name', 'id', 'city', 'weight']);
});
