import { render } from 'preact';
import { act } from 'preact/test-utils';
import { expect, test } from 'vitest';
import { checkExamples } from '../check-examples.ts';
import { examples } from './examples.tsx';
import { PageHeading } from './page-heading.tsx';

checkExamples(examples);

test('a new screen takes the focus and names the window', async () => {
  const place = document.createElement('div');
  document.body.replaceChildren(place);
  await act(() => render(<PageHeading page="Identity check" key="1">One</PageHeading>, place));
  await act(() => render(<PageHeading page="Identity check" key="2">Two</PageHeading>, place));
  expect(document.activeElement?.textContent).toBe('Two');
  expect(document.title).toBe('Two – Identity check');
});
