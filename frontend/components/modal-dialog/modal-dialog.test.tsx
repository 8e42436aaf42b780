import { render } from 'preact';
import { act } from 'preact/test-utils';
import { expect, test, vi } from 'vitest';
import { checkExamples } from '../check-examples.ts';
import { examples } from './examples.tsx';
import { ModalDialog } from './modal-dialog.tsx';

checkExamples(examples);

test('it opens over the page, asks before it closes, and gives the focus back', async () => {
  const opener = document.createElement('button');
  const place = document.createElement('div');
  document.body.replaceChildren(opener, place);
  opener.focus();
  const onCancel = vi.fn();
  await act(() => render(<ModalDialog title="Reject" onCancel={onCancel}>…</ModalDialog>, place));
  const dialog = place.querySelector('dialog');
  expect(dialog?.open).toBe(true);
  const cancel = new Event('cancel', { cancelable: true });
  dialog?.dispatchEvent(cancel);
  expect(cancel.defaultPrevented).toBe(true);
  expect(onCancel).toHaveBeenCalledOnce();
  await act(() => render(null, place));
  expect(document.activeElement).toBe(opener);
});
