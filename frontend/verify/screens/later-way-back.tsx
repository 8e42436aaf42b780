import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { VerifyPage } from '../page.ts';

type Props = Pick<VerifyPage, 'createCode'>;

/** The way back to one's record. Loaded once its screen stands, so that no first load waits for it. */
export function LaterWayBack(props: Props) {
  const [Part, setPart] = useState<ComponentType<Props> | null>(null);
  useEffect(() => {
    import('../../components/way-back/way-back.tsx').then(
      ({ WayBack }) => setPart(() => WayBack),
      () => {},
    );
  }, []);
  return Part && <Part {...props} />;
}
