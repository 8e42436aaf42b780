import { render } from 'preact';
import { act } from 'preact/test-utils';
import { expect, test } from 'vitest';
import { checkExamples } from '../../components/check-examples.ts';
import { IntroScreen, type IntroScreenProps } from './intro.tsx';

const RECIPIENT = 'Your photos are sent to IDScan.net, who reads them for Example Bank.';
const AGREE = 'I agree that a computer compares my face.';

const props: IntroScreenProps = {
  organisation: null,
  consent: {
    locale: 'en',
    textSha256: 'ab'.repeat(32),
    lines: [
      { key: 'purpose', text: 'Example Bank asks for this.' },
      { key: 'recipient', text: RECIPIENT },
      { key: 'collected', text: 'From your document are read its details.' },
      { key: 'a line of a newer server', text: 'And one thing more.' },
      { key: 'biometric', text: AGREE },
    ],
  },
  giveConsent: async () => true,
  declineConsent: async () => undefined,
  act: () => undefined,
};

checkExamples({
  'asked to agree': () => <IntroScreen {...props} />,
  agreed: () => <IntroScreen {...props} consent={null} />,
});

test('who is sent the photographs stands in view, and every line is somewhere', async () => {
  const place = document.createElement('main');
  document.body.replaceChildren(place);
  await act(() => render(<IntroScreen {...props} />, place));
  const behind = place.querySelector('details')?.textContent ?? '';
  expect(place.textContent).toContain(RECIPIENT);
  expect(behind).not.toContain(RECIPIENT);
  expect(behind).toContain('From your document are read its details.');
  expect(behind).toContain('And one thing more.');
  expect(place.querySelector('label')?.textContent).toContain(AGREE);
});
