import './skip-link.css';

/** The first stop of the keyboard: past the page's head to the element `main`. */
export function SkipLink({ children }: { children: string }) {
  return <a class="skip-link" href="#main" onClick={skip}>{children}</a>;
}

/** The address's fragment holds a link or a place in the console, so the focus moves without it. */
function skip(event: Event): void {
  event.preventDefault();
  document.getElementById('main')?.focus();
}
