import { render } from 'preact';
import { expect, test } from 'vitest';
import type { CaseFace } from '../../api/console.ts';
import { checkExamples } from '../../components/check-examples.ts';
import { CaseFaceFacts } from './case-face.tsx';

const face: CaseFace = {
  status: 'consistent',
  distance: 0.3127,
  modelId: 'dlib-resnet-v1',
  thresholds: { consistent: 0.4, mismatch: 0.6 },
  calibrated: false,
  falseMatchRate: null,
  warnings: ['model_uneven_by_group', 'some_new_code'],
  capture: { screenPattern: true, headTurn: 'wrong_order', imageReuse: 'near_copy', source: ['virtual_camera'] },
};
const unsigned = { screenPattern: false, headTurn: '', imageReuse: 'none', source: [] };

checkExamples({
  consistent: () => <CaseFaceFacts face={face} verification={1} duplicates={['01933e7c-7d5e-7000-8000-0123456789ab']} />,
  calibrated: () => <CaseFaceFacts face={{ ...face, calibrated: true, falseMatchRate: 0.0001, warnings: [], capture: unsigned }} verification={3} duplicates={[]} />,
  'no model': () => <CaseFaceFacts face={{ ...face, status: 'no_model', distance: null, modelId: '', thresholds: null, warnings: [], capture: unsigned }} verification={null} duplicates={[]} />,
  'another reader': () => <CaseFaceFacts face={null} verification={null} duplicates={[]} />,
});

function text(shown: CaseFace, verification: number | null): string {
  const place = document.createElement('div');
  render(<CaseFaceFacts face={shown} verification={verification} duplicates={[]} />, place);
  return place.textContent ?? '';
}

test('a comparison that is not calibrated is told with its bands, signs and limits', () => {
  const told = text(face, 1);
  expect(told).toContain('0.31 (consistent up to 0.40, mismatch above 0.60)');
  expect(told).toContain('dlib-resnet-v1, not calibrated');
  expect(told).toContain('Some new code');
  expect(told).toContain('The head was turned otherwise than asked');
});

test('a missing model is said and shows no distance', () => {
  const told = text({ ...face, status: 'no_model', distance: null, modelId: '', thresholds: null }, null);
  expect(told).toContain('No face model is installed');
  expect(told).not.toContain('0.00');
});

test('cases with a face near this one can be opened', () => {
  const place = document.createElement('div');
  render(<CaseFaceFacts face={face} verification={1} duplicates={['01933e7c-7d5e-7000-8000-0123456789ab']} />, place);
  const link = place.querySelector('a');
  expect(link?.getAttribute('href')).toContain('01933e7c-7d5e-7000-8000-0123456789ab');
  expect(link?.textContent).toBe('0123456789ab');
});
