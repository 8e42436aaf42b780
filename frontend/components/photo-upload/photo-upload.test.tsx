import { render } from 'preact';
import { expect, test, vi } from 'vitest';
import { checkExamples } from '../check-examples.ts';
import { examples } from './examples.tsx';
import { PhotoUpload } from './photo-upload.tsx';

checkExamples(examples);

test('a chosen file is handed on', () => {
  const onFile = vi.fn();
  const place = document.createElement('div');
  render(<PhotoUpload label="Upload a photo" onFile={onFile} />, place);
  const input = place.querySelector('input');
  const file = new File(['x'], 'front.jpg');
  Object.defineProperty(input, 'files', { value: [file] });
  input?.dispatchEvent(new Event('change'));
  expect(onFile).toHaveBeenCalledExactlyOnceWith(file);
});
