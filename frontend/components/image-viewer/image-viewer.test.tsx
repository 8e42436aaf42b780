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
