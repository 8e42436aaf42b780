import { TextField } from './text-field.tsx';

const nothing = () => undefined;

export const examples = {
  plain: () => <TextField label="Name" value="" onInput={nothing} autocomplete="name" />,
  'with hint and error': () => (
    <TextField label="Email" type="email" value="a" hint="You sign in with it" error="Enter an email address" onInput={nothing} />
  ),
  password: () => (
    <TextField
      label="Password"
      type="password"
      value=""
      onInput={nothing}
      reveal={{ show: 'Show', showLabel: 'Show password', hide: 'Hide', hideLabel: 'Hide password' }}
    />
  ),
  'several lines': () => <TextField label="Reason" rows={4} value="" onInput={nothing} />,
};
