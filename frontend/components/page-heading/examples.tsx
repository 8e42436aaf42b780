import { PageHeading } from './page-heading.tsx';

export const examples = {
  plain: () => <PageHeading page="Identity check">Which document do you have?</PageHeading>,
  'with a place': () => <PageHeading page="Identity check" above="Photo 1 of 3">Front of your licence</PageHeading>,
};
