import { useState } from 'preact/hooks';
import type { Challenge } from '../../api/session.ts';
import { POSE_MILLISECONDS } from '../../capture/head-turn.ts';
import { Button } from '../../components/button/button.tsx';
import { HeadTurn } from '../../components/head-turn/head-turn.tsx';
import { Notice } from '../../components/notice/notice.tsx';
import { PageHeading } from '../../components/page-heading/page-heading.tsx';
import { say } from '../../words/verify.ts';
import type { Act } from './act.ts';

export interface HeadTurnScreenProps {
  /** Asks the server which turns to make. */
  fetchChallenge(): Promise<Challenge>;
  act: Act;
}

type Pace = keyof typeof POSE_MILLISECONDS;

/** Asks for head turns, at the person's pace; whoever cannot or will not goes on without. */
export function HeadTurnScreen({ fetchChallenge, act }: HeadTurnScreenProps) {
  const [started, setStarted] = useState<{ challenge: Challenge; pace: Pace } | null>(null);
  const [trouble, setTrouble] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const start = async (pace: Pace) => {
    setBusy(true);
    setTrouble(null);
    try {
      setStarted({ challenge: await fetchChallenge(), pace });
    } catch {
      setTrouble(say('turn.unreachable'));
    }
    setBusy(false);
  };
  const skip = <Button kind="secondary" onClick={() => act({ type: 'head_turn_done', turn: null })}>{say('turn.skip')}</Button>;
  return (
    <>
      {/* A new heading takes the focus from the button that is gone. */}
      <PageHeading key={started === null ? 'asking' : 'recording'} page={say('page')}>{say('turn.title')}</PageHeading>
      {started === null ? (
        <>
          <p>{say('turn.lead')}</p>
          {trouble !== null && <Notice kind="bad" isAlert><p>{trouble}</p></Notice>}
          <div class="actions">
            <Button isBusy={isBusy} onClick={() => void start('usual')}>{say('turn.start')}</Button>
            <Button kind="secondary" isBusy={isBusy} onClick={() => void start('slow')}>{say('turn.start.slow')}</Button>
            {skip}
          </div>
          <p class="quiet small">{say('turn.skip.help')}</p>
        </>
      ) : (
        <>
          <HeadTurn
            challenge={started.challenge}
            poseMilliseconds={POSE_MILLISECONDS[started.pace]}
            onRecorded={(turn) => act({ type: 'head_turn_done', turn })}
            onProblem={(problem) => { setStarted(null); setTrouble(say(`camera.problem.${problem}.title`)); }}
          />
          <div class="actions">{skip}</div>
        </>
      )}
    </>
  );
}
