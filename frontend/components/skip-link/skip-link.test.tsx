import { render } from 'preact';
import { act } from 'preact/test-utils';
import { expect, test } from 'vitest';
import { checkExamples } from '../check-examples.ts';
import { examples } from './examples.tsx';

checkExamples(examples);

test('it moves the focus and leaves the address alone', async () => {
  const place = document.createElement('div');
  document.body.replaceChildren(place);
  await act(() => render(examples.usual(), place));
  const click = new MouseEvent('click', { bubbles: true, cancelable: true });
  place.querySelector('a')?.dispatchEvent(click);
  expect(click.defaultPrevented).toBe(true);
  expect(document.activeElement?.id).toBe('main');
});
