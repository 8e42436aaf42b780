import type { DecideCaseBody } from '../../api/console.ts';
import { RadioList } from '../../components/radio-list/radio-list.tsx';
import { TextField } from '../../components/text-field/text-field.tsx';
import { say } from '../../words/review.ts';

/** What a reviewer says of selfie and portrait. */
export interface FacesSeen {
  verdict: 'same' | 'different' | 'unclear';
  group: string;
}

export const UNSEEN: FacesSeen = { verdict: 'unclear', group: '' };
const VERDICTS = ['same', 'different', 'unclear'] as const;

/** The part of the decision's body; nothing where the reviewer cannot tell. */
export function facesBody({ verdict, group }: FacesSeen): Pick<DecideCaseBody, 'faces'> {
  if (verdict === 'unclear') return {};
  const named = group.trim();
  return { faces: { same: verdict === 'same', ...(named === '' ? {} : { group: named }) } };
}

/** Asks, without insisting, whether the faces are one person's: this measures the model's errors. */
export function FacesQuestion({ seen, onChange, error }: { seen: FacesSeen; onChange(seen: FacesSeen): void; error: string | null }) {
  return (
    <>
      <RadioList
        legend={say('decide.faces')}
        choices={VERDICTS.map((value) => ({ value, label: say(`decide.faces.${value}`) }))}
        value={seen.verdict}
        onChange={(value) => onChange({ ...seen, verdict: VERDICTS.find((one) => one === value) ?? 'unclear' })}
      />
      {seen.verdict !== 'unclear' && (
        <TextField
          label={say('decide.faces.group')}
          hint={say('decide.faces.group.hint')}
          value={seen.group}
          onInput={(group) => onChange({ ...seen, group })}
          error={error}
        />
      )}
    </>
  );
}
