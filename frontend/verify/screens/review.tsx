import type { ComponentChildren } from 'preact';
import { stepsOf } from '../../capture/documents.ts';
import { Button } from '../../components/button/button.tsx';
import { PageHeading } from '../../components/page-heading/page-heading.tsx';
import { PhotoFrame } from '../../components/photo-frame/photo-frame.tsx';
import { say } from '../../words/verify.ts';
import type { Journey } from '../journey.ts';
import type { Act } from './act.ts';
import { subject } from './capture-words.ts';

/** Everything that will be sent, each part with a way to change it. */
export function ReviewScreen({ journey, act }: { journey: Journey; act: Act }) {
  const kind = journey.kind ?? 'licence';
  return (
    <>
      <PageHeading page={say('page')}>{say('review.title')}</PageHeading>
      <p>{say('review.lead')}</p>
      <ul class="review-list">
        <Row name={say('review.document')} value={say(`document.${kind}`)} onChange={() => act({ type: 'kind_change' })} />
        {stepsOf(kind).map((step) => {
          const photo = journey.photos[step];
          const name = subject(kind, step);
          return (
            <Row key={step} name={name} onChange={() => act({ type: 'photo_change', step })}>
              {photo && (
                <PhotoFrame
                  blob={photo.blob}
                  description={say('inspect.photo', { what: name })}
                  unseen={photo.isUnread ? say('inspect.unseen') : undefined}
                  isSmall
                />
              )}
            </Row>
          );
        })}
      </ul>
      <div class="actions"><Button onClick={() => act({ type: 'send' })}>{say('review.send')}</Button></div>
    </>
  );
}

interface RowProps {
  name: string;
  value?: string;
  children?: ComponentChildren;
  onChange(): void;
}

function Row({ name, value, children, onChange }: RowProps) {
  return (
    <li>
      {children}
      <p>
        <span class="review-name">{name}</span>
        {value && <span class="quiet">{value}</span>}
      </p>
      <Button kind="plain" onClick={onChange}>
        {say('review.change')}<span class="visually-hidden">: {name}</span>
      </Button>
    </li>
  );
}
