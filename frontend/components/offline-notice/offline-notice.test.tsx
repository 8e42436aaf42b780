import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, expect, test, vi } from 'vitest';
import { checkExamples } from '../check-examples.ts';
import { examples } from './examples.tsx';

checkExamples(examples);

afterEach(() => vi.restoreAllMocks());

test('it appears and goes with the connection', async () => {
  const onLine = vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(true);
  const place = document.createElement('div');
  await act(() => render(examples.usual(), place));
  const status = place.querySelector('[role=status]');
  expect(status?.textContent).toBe('');
  onLine.mockReturnValue(false);
  await act(() => void dispatchEvent(new Event('offline')));
  expect(status?.textContent).toContain('offline');
  onLine.mockReturnValue(true);
  await act(() => void dispatchEvent(new Event('online')));
  expect(status?.textContent).toBe('');
  await act(() => render(null, place));
});
