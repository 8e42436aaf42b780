import { expect, test } from 'vitest';
import { parseOrganisation } from './organisation.ts';

const whole = {
  name: 'Example Bank',
  accent: { light: '#0d5c55', dark: '#7ccfc2' },
  logo_path: `/v1/logos/0190c9a2-7b1e-7c3d-8e4f-0123456789ab/${'a1'.repeat(32)}`,
  support_contact: 'help@bank.example',
  privacy_notice_url: 'https://bank.example/privacy',
  return_url: 'https://bank.example/',
};

test('who asks is read with everything they have set', () => {
  expect(parseOrganisation(whole)).toEqual({
    name: 'Example Bank',
    accent: { light: '#0d5c55', dark: '#7ccfc2' },
    logo: `../v1/logos/0190c9a2-7b1e-7c3d-8e4f-0123456789ab/${'a1'.repeat(32)}`,
    support: 'mailto:help@bank.example',
    privacyNotice: 'https://bank.example/privacy',
    returnTo: 'https://bank.example/',
  });
  expect(parseOrganisation({ ...whole, support_contact: 'https://bank.example/help' })?.support).toBe('https://bank.example/help');
});

test('what leads elsewhere than it should counts as not set', () => {
  const odd = {
    name: 'B', accent: { light: 'red', dark: 'url(x)' }, logo_path: 'https://elsewhere.example/x.png',
    support_contact: 'javascript:alert(1)@x', privacy_notice_url: 'http://bank.example', return_url: 'javascript:alert(1)',
  };
  expect(parseOrganisation(odd)).toEqual({ name: 'B', accent: null, logo: '', support: '', privacyNotice: '', returnTo: '' });
  expect(parseOrganisation(null)).toBeNull();
});
