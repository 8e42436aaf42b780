import { render } from 'preact';
import { act } from 'preact/test-utils';
import { expect, test } from 'vitest';
import { checkExamples } from '../check-examples.ts';
import { examples } from './examples.tsx';

checkExamples(examples);

test('the keyboard and the buttons zoom, and the frame says how far', async () => {
  const place = document.createElement('div');
  document.body.replaceChildren(place);
  await act(() => render(examples.plain(), place));
  const frame = place.querySelector<HTMLElement>('.image-viewer-frame');
  await act(() => void frame?.dispatchEvent(new KeyboardEvent('keydown', { key: '+', cancelable: true })));
  expect(frame?.getAttribute('aria-label')).toBe('Front of the document, 140%');
  await act(() => place.querySelector<HTMLElement>('button[title="Fit"]')?.click());
  expect(frame?.getAttribute('aria-label')).toBe('Front of the document, 100%');
});

test('a place is outlined in the pixels of the picture and turns with it', async () => {
  const place = document.createElement('div');
  document.body.replaceChildren(place);
  await act(() => render(examples.outlined(), place));
  expect(place.querySelector('figcaption')?.textContent).toContain('Outlined: Family name');
  const image = place.querySelector('img');
  Object.defineProperties(image, { naturalWidth: { value: 400 }, naturalHeight: { value: 300 } });
  await act(() => void image?.dispatchEvent(new Event('load')));
  const marks = place.querySelector('svg.picture-marks');
  expect(marks?.getAttribute('viewBox')).toBe('0 0 400 300');
  expect(marks?.querySelector('.picture-mark')?.getAttribute('points')).toBe('10,20 90,20 90,32 10,32');
  await act(() => place.querySelector<HTMLElement>('button[title="Turn right"]')?.click());
  expect(marks?.getAttribute('style')).toContain('rotate(90deg)');
  expect(image?.getAttribute('style')).toContain('rotate(90deg)');
});
