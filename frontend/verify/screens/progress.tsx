import { useEffect, useState } from 'preact/hooks';
import { Notice } from '../../components/notice/notice.tsx';
import { PageHeading } from '../../components/page-heading/page-heading.tsx';
import { Waiting } from '../../components/waiting/waiting.tsx';
import { say } from '../../words/verify.ts';

const SLOW_AFTER_MILLISECONDS = 30_000;

/** The check runs. However long it takes, waiting is never shown as a failure. */
export function ProgressScreen({ isUnreachable }: { isUnreachable: boolean }) {
  const [isSlow, setSlow] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), SLOW_AFTER_MILLISECONDS);
    return () => clearTimeout(timer);
  }, []);
  return (
    <>
      <PageHeading page={say('page')}>{say('progress.title')}</PageHeading>
      <Waiting>{say('progress.now')}</Waiting>
      <p>{say('progress.body')}</p>
      <div role="status" class="stack">
        {isSlow && <Notice kind="info"><p>{say('progress.slow')}</p></Notice>}
        {isUnreachable && <Notice kind="caution"><p>{say('progress.unreachable')}</p></Notice>}
      </div>
    </>
  );
}
