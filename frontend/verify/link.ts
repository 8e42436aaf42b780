import type { SessionLink } from '../api/session.ts';

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
/** A signed token (JWT), or one of the form that older links carry. */
const TOKEN = /^(?:st_[A-Za-z0-9_-]{40,200}|eyJ[A-Za-z0-9_-]{10,400}\.[A-Za-z0-9_-]{10,1500}\.[A-Za-z0-9_-]{86})$/;
const STORAGE_KEY = 'credence.session';

/** Reads `#<session id>.<token>`; anything else is no link. */
export function parseLink(fragment: string): SessionLink | null {
  const text = fragment.replace(/^#/, '');
  const dot = text.indexOf('.');
  if (dot === -1) return null;
  const sessionId = text.slice(0, dot).toLowerCase();
  const token = text.slice(dot + 1);
  return UUID.test(sessionId) && TOKEN.test(token) ? { sessionId, token } : null;
}

/** What the page knows when it opens. */
export type OpenedLink = SessionLink | 'missing' | 'malformed';

/**
 * Takes the link out of the address, so that it is in no history and no screenshot, and keeps it
 * for this tab: a reload then still finds it.
 */
export function takeLink(location: Location, history: History, storage: Storage): OpenedLink {
  const fragment = location.hash;
  if (fragment.length > 1) {
    history.replaceState(null, '', location.pathname + location.search);
    const link = parseLink(fragment);
    if (link === null) return 'malformed';
    keep(storage, link);
    return link;
  }
  return kept(storage) ?? 'missing';
}

function keep(storage: Storage, link: SessionLink): void {
  try {
    storage.setItem(STORAGE_KEY, `${link.sessionId}.${link.token}`);
  } catch {
    // Storage may be switched off: the link then lasts until the page is reloaded.
  }
}

function kept(storage: Storage): SessionLink | null {
  try {
    return parseLink(storage.getItem(STORAGE_KEY) ?? '');
  } catch {
    return null;
  }
}
