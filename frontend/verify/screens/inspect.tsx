import type { Step } from '../../api/session.ts';
import type { Photo } from '../../capture/photo.ts';
import { Button } from '../../components/button/button.tsx';
import { Notice } from '../../components/notice/notice.tsx';
import { PageHeading } from '../../components/page-heading/page-heading.tsx';
import { PhotoFrame } from '../../components/photo-frame/photo-frame.tsx';
import { say } from '../../words/verify.ts';
import { placeOf, type Journey } from '../journey.ts';
import type { Act } from './act.ts';
import { subject } from './capture-words.ts';

export interface InspectScreenProps {
  journey: Journey;
  step: Step;
  photo: Photo;
  act: Act;
}

/** The photograph as it would be sent, where it can be shown. Hints advise; the person decides. */
export function InspectScreen({ journey, step, photo, act }: InspectScreenProps) {
  return (
    <>
      <PageHeading page={say('page')} above={say('place', placeOf(journey, step))}>{say('inspect.title')}</PageHeading>
      <PhotoFrame
        blob={photo.blob}
        description={say('inspect.photo', { what: subject(journey.kind ?? 'licence', step) })}
        unseen={photo.isUnread ? say('inspect.unseen') : undefined}
      />
      {photo.hints.map((hint) => (
        <Notice key={hint} kind="caution" title={say(`hint.${hint}`)}><p>{say(`hint.${hint}.body`)}</p></Notice>
      ))}
      {photo.isUnread && <p>{say('inspect.unseen.body')}</p>}
      <p>{say(`inspect.${step}`)}</p>
      <div class="actions">
        <Button onClick={() => act({ type: 'photo_accepted' })}>{say('inspect.use')}</Button>
        <Button kind="secondary" onClick={() => act({ type: 'photo_discarded' })}>{say('inspect.again')}</Button>
      </div>
    </>
  );
}
