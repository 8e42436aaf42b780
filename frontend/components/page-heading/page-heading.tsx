import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import './page-heading.css';

export interface PageHeadingProps {
  children: string;
  /** Small words above, such as "Photo 1 of 3". */
  above?: ComponentChildren;
  /** The name of the page, after the heading in the title of the window. */
  page: string;
}

let isFirst = true;

/** The heading of a screen. Every screen but the first moves the focus to it, so that it is read out. */
export function PageHeading({ children, above, page }: PageHeadingProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${children} – ${page}`;
    if (!isFirst) {
      heading.current?.focus({ preventScroll: true });
      globalThis.scrollTo?.({ top: 0 });
    }
    isFirst = false;
  }, [children]);
  return (
    <div class="page-heading">
      {above && <p class="page-heading-above">{above}</p>}
      <h1 ref={heading} tabIndex={-1}>{children}</h1>
    </div>
  );
}
