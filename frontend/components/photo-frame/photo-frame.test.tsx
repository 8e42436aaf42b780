import { render } from 'preact';
import { act } from 'preact/test-utils';
import { expect, test, vi } from 'vitest';
import { checkExamples } from '../check-examples.ts';
import { examples } from './examples.tsx';

checkExamples(examples);

test('the address of a photograph is given back when it goes', async () => {
  const revoke = vi.spyOn(URL, 'revokeObjectURL');
  const place = document.createElement('div');
  await act(() => render(examples.large(), place));
  const address = place.querySelector('img')?.src;
  await act(() => render(null, place));
  expect(address).toMatch(/^blob:/);
  expect(revoke).toHaveBeenLastCalledWith(address);
});
