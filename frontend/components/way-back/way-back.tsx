import { useState } from 'preact/hooks';
import type { WayBack as Way } from '../../api/continuation.ts';
import { say } from '../../words/way-back.ts';
import { Button } from '../button/button.tsx';

/** Gives the person a code by which they come back, once they ask for it. */
export function WayBack({ createCode }: { createCode(): Promise<Way> }) {
  const [way, setWay] = useState<Way | null>(null);
  const [isBusy, setBusy] = useState(false);
  const [told, setTold] = useState('');
  const ask = async () => {
    setBusy(true);
    setTold('');
    try {
      setWay(await createCode());
    } catch {
      setTold(say('failed'));
    }
    setBusy(false);
  };
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(way?.code ?? '');
      setTold(say('copied'));
    } catch {
      setTold(say('copy.failed'));
    }
  };
  return (
    <section class="stack way-back" aria-labelledby="way-back">
      <h2 id="way-back">{say('title')}</h2>
      <p>{say('lead')}</p>
      <div class="stack" aria-live="polite">
        {way && (
          <>
            <p><span class="quiet">{say('label')}</span><br /><strong class="way-back-code">{way.code}</strong></p>
            <p>{say('once')}</p>
            <p>{say('where')} <a href={way.page} target="_blank" rel="noopener">{way.page}</a></p>
          </>
        )}
        {told && <p>{told}</p>}
      </div>
      <div class="actions">
        {way && <Button kind="secondary" onClick={copy}>{say('copy')}</Button>}
        <Button kind={way ? 'plain' : 'secondary'} isBusy={isBusy} onClick={ask}>{say(way ? 'again' : 'get')}</Button>
      </div>
      {way && <p class="quiet">{say('again.hint')}</p>}
    </section>
  );
}
