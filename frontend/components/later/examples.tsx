import { later } from './later.tsx';

const words = { fetching: 'One moment', lost: 'The screen could not be fetched.', again: 'Try again' };
const Never = later<object>(words, () => new Promise(() => undefined));
const Lost = later<object>(words, () => Promise.reject(new TypeError('no network')));
const Here = later<object>(words, async () => () => <p>Here it is.</p>);

export const examples = {
  fetching: () => <Never />,
  lost: () => <Lost />,
  here: () => <Here />,
};
