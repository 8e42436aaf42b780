import type { ForgerySignal } from '../../api/sources.ts';
import { Icon } from '../../components/icon/icon.tsx';
import { Button } from '../../components/button/button.tsx';
import { language, say, sayOr } from '../../words/review.ts';
import type { Mark } from './mark.ts';
import { markOfSignal, signalName } from './source-words.ts';

export interface CaseSignalsProps {
  signals: readonly ForgerySignal[] | null;
  mark: Mark | null;
  onMark(mark: Mark | null): void;
}

/** The signals of forgery: those that are raised with what they mean, the others by name. */
export function CaseSignals({ signals, mark, onMark }: CaseSignalsProps) {
  if (signals === null) return <p class="quiet">{say('signals.not_told')}</p>;
  if (signals.length === 0) return <p class="quiet">{say('signals.none_assessed')}</p>;
  const raised = signals.filter((signal) => signal.isRaised);
  const calm = signals.filter((signal) => !signal.isRaised);
  return (
    <>
      {raised.length === 0 ? <p>{say('signals.none_raised')}</p> : (
        <ul class="signals">
          {raised.map((signal, place) => <Raised key={place} signal={signal} mark={mark} onMark={onMark} />)}
        </ul>
      )}
      {calm.length > 0 && <p class="quiet small">{say('signals.calm', { names: [...new Set(calm.map(placed))].join(', ') })}</p>}
      <p class="quiet small">{say('signals.help')}</p>
    </>
  );
}

function Raised({ signal, mark, onMark }: { signal: ForgerySignal; mark: Mark | null; onMark(mark: Mark | null): void }) {
  const own = markOfSignal(signal);
  const isChosen = own !== null && own.key === mark?.key;
  const meaning = sayOr(`signal.${signal.signal}.meaning`, '');
  return (
    <li>
      <span class="signal-sign"><Icon name="warning" /></span>
      <div>
        <p><strong>{placed(signal)}</strong></p>
        {meaning !== '' && <p>{meaning}</p>}
        <p class="quiet small">{say('signal.score', { score: decimal(signal.score), threshold: decimal(signal.threshold) })}</p>
        {own !== null && (
          <Button kind="secondary" isPressed={isChosen} onClick={() => onMark(isChosen ? null : own)}>{say('mark.show')}</Button>
        )}
      </div>
    </li>
  );
}

function placed({ signal, image }: ForgerySignal): string {
  return say('signal.placed', { signal: signalName(signal), image: say(`image.${image}`) });
}

function decimal(value: number): string {
  return new Intl.NumberFormat(language, { maximumFractionDigits: 2 }).format(value);
}
