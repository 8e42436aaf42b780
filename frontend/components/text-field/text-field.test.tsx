import { render } from 'preact';
import { act } from 'preact/test-utils';
import { expect, test, vi } from 'vitest';
import { checkExamples } from '../check-examples.ts';
import { examples } from './examples.tsx';
import { TextField } from './text-field.tsx';

checkExamples(examples);

test('a password is hidden until it is asked to be shown', async () => {
  const place = document.createElement('div');
  await act(() => render(examples.password(), place));
  expect(place.querySelector('input')?.type).toBe('password');
  await act(() => place.querySelector('button')?.click());
  expect(place.querySelector('input')?.type).toBe('text');
  expect(place.querySelector('button')?.getAttribute('aria-label')).toBe('Hide password');
});

test('the error belongs to the field', () => {
  const place = document.createElement('div');
  render(<TextField label="Name" value="" error="Enter your name" onInput={vi.fn()} />, place);
  const input = place.querySelector('input');
  expect(input?.getAttribute('aria-invalid')).toBe('true');
  expect(place.querySelector(`#${input?.getAttribute('aria-describedby')}`)?.textContent).toBe('Enter your name');
});
