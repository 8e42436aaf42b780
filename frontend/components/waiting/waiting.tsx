import './waiting.css';

/** Something is going on. The words say what; the moving dots are for the eye only. */
export function Waiting({ children }: { children: string }) {
  return (
    <p class="waiting" role="status">
      <span class="waiting-dots" aria-hidden="true"><span /><span /><span /></span>
      {children}
    </p>
  );
}
