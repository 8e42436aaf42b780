import { useEffect, useState } from 'preact/hooks';
import { Notice } from '../notice/notice.tsx';

/** Says so while the browser is offline. Its place is always there, so that the words are read out. */
export function OfflineNotice({ children }: { children: string }) {
  const [isOffline, setOffline] = useState(navigator.onLine === false);
  useEffect(() => {
    const read = () => setOffline(navigator.onLine === false);
    addEventListener('online', read);
    addEventListener('offline', read);
    return () => {
      removeEventListener('online', read);
      removeEventListener('offline', read);
    };
  }, []);
  return <div role="status">{isOffline && <Notice kind="caution"><p>{children}</p></Notice>}</div>;
}
