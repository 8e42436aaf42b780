import { render } from 'preact';
import { expect, test, vi } from 'vitest';
import { checkExamples } from '../check-examples.ts';
import { examples } from './examples.tsx';
import { fetchScreens, later } from './later.tsx';

checkExamples(examples);

const words = { fetching: 'One moment', lost: 'Lost', again: 'Try again' };

function shown(Screen: () => preact.JSX.Element | null) {
  const place = document.createElement('main');
  document.body.replaceChildren(place);
  render(<Screen />, place);
  return place;
}

test('a lost screen is fetched again', async () => {
  const fetchScreen = vi.fn().mockRejectedValueOnce(new TypeError('no network')).mockResolvedValueOnce(() => <p>Here</p>);
  const Screen = later<object>(words, fetchScreen);
  const place = shown(() => <Screen />);
  expect(place.textContent).toContain('One moment');
  await vi.waitFor(() => expect(place.querySelector('[role="alert"]')?.textContent).toBe('Lost'));
  place.querySelector('button')?.click();
  await vi.waitFor(() => expect(place.textContent).toBe('Here'));
});

test('a screen that was fetched before is there at once', async () => {
  const Screen = later<object>(words, async () => () => <p>Here</p>);
  fetchScreens();
  await Promise.resolve();
  await Promise.resolve();
  expect(shown(() => <Screen />).textContent).toBe('Here');
});

test('a screen that arrives while the wait for it is being drawn is shown', async () => {
  const Screen = later<object>(words, async () => () => <p>Here</p>);
  const place = shown(() => <Screen />);
  expect(place.textContent).toContain('One moment');
  // Before the effects of that drawing run.
  fetchScreens();
  await vi.waitFor(() => expect(place.textContent).toBe('Here'));
});
