import { render } from 'preact';
import { expect, test, vi } from 'vitest';
import type { ForgerySignal } from '../../api/sources.ts';
import { checkExamples } from '../../components/check-examples.ts';
import { CaseSignals } from './case-signals.tsx';

const corners = [[10, 20], [90, 20], [90, 32], [10, 32]] as const;
const raised: ForgerySignal = { image: 'front', signal: 'splice', score: 2.501, threshold: 1, isRaised: true, corners };
const calm: ForgerySignal = { image: 'back', signal: 'barcode_density', score: 0.2, threshold: 1, isRaised: false, corners: null };
const shown = { mark: null, onMark: () => undefined };

checkExamples({
  raised: () => <section><CaseSignals signals={[raised, calm, { ...raised, signal: 'something_new', corners: null }]} {...shown} /></section>,
  calm: () => <section><CaseSignals signals={[calm]} {...shown} /></section>,
  'none assessed': () => <section><CaseSignals signals={[]} {...shown} /></section>,
  'another reader': () => <section><CaseSignals signals={null} {...shown} /></section>,
});

function place(signals: ForgerySignal[] | null, onMark = vi.fn()): HTMLElement {
  const root = document.createElement('div');
  render(<CaseSignals signals={signals} mark={null} onMark={onMark} />, root);
  return root;
}

test('a raised signal is told with its picture, meaning and score, a calm one by name', () => {
  const told = place([raised, calm]).textContent ?? '';
  expect(told).toContain('A part of another picture (Document front)');
  expect(told).toContain('2.5, raised from 1');
  expect(told).toContain('Assessed and not raised: An unusual barcode print (Document back)');
  expect(told).toContain('proves nothing');
});

test('a signal that the words do not know is told all the same', () => {
  expect(place([{ ...raised, signal: 'something_new' }]).textContent).toContain('Something new (Document front)');
});

test('none looked for, none assessed and none raised are three things', () => {
  const told = [null, [], [calm]].map((signals) => place(signals).textContent);
  expect(new Set(told).size).toBe(3);
});

test('a signal with a place can be outlined, one of the whole document cannot', () => {
  const onMark = vi.fn();
  place([raised], onMark).querySelector('button')?.click();
  expect(onMark.mock.calls[0]?.[0]).toMatchObject({ key: 'splice front', places: [{ image: 'front', corners }] });
  expect(place([{ ...raised, corners: null }]).querySelector('button')).toBeNull();
});
