import { render } from 'preact';
import { expect, test, vi } from 'vitest';
import { checkExamples } from '../check-examples.ts';
import { Button } from './button.tsx';
import { examples } from './examples.tsx';

checkExamples(examples);

test('a busy button does nothing when it is pressed', () => {
  const onClick = vi.fn();
  const place = document.createElement('div');
  render(<Button isBusy onClick={onClick}>Send</Button>, place);
  place.querySelector('button')?.click();
  expect(onClick).not.toHaveBeenCalled();
  render(<Button onClick={onClick}>Send</Button>, place);
  place.querySelector('button')?.click();
  expect(onClick).toHaveBeenCalledOnce();
});
