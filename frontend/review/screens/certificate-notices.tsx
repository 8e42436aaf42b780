import { listNotices, type CertificateNotice } from '../../api/console.ts';
import { Notice } from '../../components/notice/notice.tsx';
import { say } from '../../words/review.ts';
import type { ReviewConsole } from '../console.ts';
import { useLoad } from '../load.ts';
import { dayWords } from './case-words.ts';

/** Certificates whose successors are due; nothing while it is not known. */
export function CertificateNotices({ desk }: { desk: ReviewConsole }) {
  const { load } = useLoad('notices', () => desk.reading(listNotices));
  return load.is === 'here' ? <CertificateList certificates={load.value} /> : null;
}

/** The list; nothing when it is empty. */
export function CertificateList({ certificates }: { certificates: readonly CertificateNotice[] }) {
  if (certificates.length === 0) return null;
  return (
    <Notice kind="caution" title={say('notices.certificates.title')}>
      <p>{say('notices.certificates')}</p>
      <ul>
        {certificates.map(({ role, expiresAt, daysLeft }) => {
          const key = daysLeft < 0 ? 'notices.certificate.expired' : 'notices.certificate';
          return <li key={role + expiresAt}>{say(key, { role, date: dayWords(expiresAt), days: daysLeft })}</li>;
        })}
      </ul>
    </Notice>
  );
}
