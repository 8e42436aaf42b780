import { isRecord, string } from './read.ts';

/** Who asks, as their page names and shows them. What is empty they have not set. */
export interface Organisation {
  name: string;
  accent: { light: string; dark: string } | null;
  /** Where the logo is. */
  logo: string;
  /** Where the person gets help: `mailto:` or `https://`. */
  support: string;
  privacyNotice: string;
  /** Where the person goes on once there is an outcome. */
  returnTo: string;
}

const COLOUR = /^#[0-9a-f]{6}$/i;
const LOGO = /^\/v1\/(logos\/[0-9a-f-]{36}\/[0-9a-f]{64})$/;

/** Reads who asks; an address that leads elsewhere than it should counts as none. */
export function parseOrganisation(value: unknown): Organisation | null {
  if (!isRecord(value)) return null;
  const logo = LOGO.exec(string(value['logo_path']))?.[1];
  const contact = string(value['support_contact']);
  return {
    name: string(value['name']),
    accent: parseAccent(value['accent']),
    // Beside the pages, also below a sub-path.
    logo: logo === undefined ? '' : `../v1/${logo}`,
    support: /^[^\s:/]+@[^\s:/]+$/.test(contact) ? `mailto:${contact}` : address(contact),
    privacyNotice: address(string(value['privacy_notice_url'])),
    returnTo: address(string(value['return_url'])),
  };
}

function parseAccent(value: unknown): Organisation['accent'] {
  if (!isRecord(value)) return null;
  const [light, dark] = [string(value['light']), string(value['dark'])];
  return COLOUR.test(light) && COLOUR.test(dark) ? { light, dark } : null;
}

function address(text: string): string {
  return text.startsWith('https://') ? text : '';
}
