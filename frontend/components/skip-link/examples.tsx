import { SkipLink } from './skip-link.tsx';

export const examples = {
  usual: () => <><SkipLink>Skip to the content</SkipLink><div id="main" tabIndex={-1}>The content</div></>,
};
