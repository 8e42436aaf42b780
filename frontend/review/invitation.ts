const INVITATION = /^#invitation=([A-Za-z0-9_-]{20,200})$/;
const STORAGE_KEY = 'credence.invitation';

/** Reads `#invitation=…`; anything else is none. */
export function parseInvitation(fragment: string): string | null {
  return INVITATION.exec(fragment)?.[1] ?? null;
}

/** Takes the one-time link out of the address and keeps it for this tab until it is used. */
export function takeInvitation(location: Location, history: History, storage: Storage): string | null {
  const invitation = parseInvitation(location.hash);
  try {
    if (invitation === null) return storage.getItem(STORAGE_KEY);
    storage.setItem(STORAGE_KEY, invitation);
  } catch {
    // Storage may be switched off: the link then lasts until the page is reloaded.
  }
  if (invitation !== null) history.replaceState(null, '', location.pathname + location.search);
  return invitation;
}

/** The link was used, or is of no more use. */
export function dropInvitation(storage: Storage): void {
  try {
    storage.removeItem(STORAGE_KEY);
  } catch {
    // Nothing was kept then.
  }
}
