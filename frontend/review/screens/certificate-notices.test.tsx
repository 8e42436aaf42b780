import { render } from 'preact';
import { expect, test } from 'vitest';
import { checkExamples } from '../../components/check-examples.ts';
import { CertificateList } from './certificate-notices.tsx';

const ours = { role: 'our signing certificate', expiresAt: '2026-12-10T12:00:00Z' };
const several = () => <CertificateList certificates={[{ ...ours, daysLeft: -2 }, { ...ours, role: 'our TLS certificate', daysLeft: 13 }]} />;

checkExamples({ several });

test('how long each certificate lasts is told', () => {
  const place = document.createElement('div');
  render(several(), place);
  expect(place.textContent).toContain('our signing certificate, expired on 10 December 2026');
  expect(place.textContent).toContain('until 10 December 2026; days left: 13');
});
