import { Button } from '../../components/button/button.tsx';
import { Notice } from '../../components/notice/notice.tsx';
import { PageHeading } from '../../components/page-heading/page-heading.tsx';
import { say, sayOr } from '../../words/verify.ts';
import type { Journey, PhotoRetake } from '../journey.ts';
import type { Act } from './act.ts';

export interface RetakeScreenProps {
  journey: Journey;
  retake: PhotoRetake;
  act: Act;
}

/** Which photograph is asked for again and why; the good ones are kept. */
export function RetakeScreen({ journey, retake, act }: RetakeScreenProps) {
  const why = sayOr(`code.${retake.code}`, retake.message || say('retake.generic'));
  const hasOthers = Object.keys(journey.photos).length > 0;
  const left = journey.session?.attemptsLeft ?? 0;
  return (
    <>
      <PageHeading page={say('page')}>{say(`retake.title.${retake.step}`)}</PageHeading>
      <Notice kind="caution" title={say('retake.why')}><p>{why}</p></Notice>
      <p>{say(hasOthers ? 'retake.kept' : 'retake.lost')}</p>
      {left > 0 && <p class="quiet">{left === 1 ? say('retake.attempts.one') : say('retake.attempts', { count: left })}</p>}
      <div class="actions"><Button onClick={() => act({ type: 'retake_started' })}>{say('retake.start')}</Button></div>
    </>
  );
}
