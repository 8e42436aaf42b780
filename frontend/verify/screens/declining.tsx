import { useState } from 'preact/hooks';
import type { Organisation } from '../../api/organisation.ts';
import { Button } from '../../components/button/button.tsx';
import { Notice } from '../../components/notice/notice.tsx';
import { PageHeading } from '../../components/page-heading/page-heading.tsx';
import { say } from '../../words/verify.ts';

export interface DecliningScreenProps {
  organisation: Organisation | null;
  declineConsent(): Promise<void>;
  goBack(): void;
}

/** Before somebody ends the check by not agreeing: what that means, and the other ways. */
export function DecliningScreen({ organisation, declineConsent, goBack }: DecliningScreenProps) {
  const [isBusy, setBusy] = useState(false);
  const [isLost, setLost] = useState(false);
  const decline = async () => {
    setBusy(true);
    setLost(false);
    try {
      await declineConsent();
    } catch {
      setLost(true);
      setBusy(false);
    }
  };
  return (
    <>
      <PageHeading page={say('page')}>{say('declining.title')}</PageHeading>
      <p>{say('declining.body')}</p>
      <OtherWay organisation={organisation} />
      <p>{say('declining.files')}</p>
      {isLost && <Notice kind="caution" isAlert><p>{say('intro.lost')}</p></Notice>}
      <div class="actions">
        <Button isBusy={isBusy} onClick={goBack}>{say('declining.back')}</Button>
        <Button kind="secondary" isBusy={isBusy} onClick={() => void decline()}>{say('declining.end')}</Button>
      </div>
    </>
  );
}

/** The check has ended because the person does not agree. */
export function DeclinedScreen({ organisation }: { organisation: Organisation | null }) {
  return (
    <>
      <PageHeading page={say('page')}>{say('declined.title')}</PageHeading>
      <p class="lead">{say('declined.body')}</p>
      <OtherWay organisation={organisation} />
    </>
  );
}

function OtherWay({ organisation }: { organisation: Organisation | null }) {
  const words = { organisation: organisation?.name || say('organisation') };
  const support = organisation?.support;
  return (
    <p>
      {say('declined.other', words)}
      {support && <> <a href={support} rel="noreferrer">{say('declined.contact', words)}</a></>}
    </p>
  );
}
