import type { Case, CaseFace } from '../../api/console.ts';
import { say, sayOr } from '../../words/review.ts';
import { routeHref } from '../route.ts';
import { spaced } from './case-words.ts';

/** The selfie beside the portrait: what was found, by what, and what that is worth. */
export function CaseFaceFacts({ face, verification, duplicates }: Pick<Case, 'face' | 'verification' | 'duplicates'>) {
  if (face === null) return <p class="quiet">{say('face.none')}</p>;
  return (
    <>
      <p>{sayOr(`face.status.${face.status}`, spaced(face.status))}</p>
      <dl class="face-facts">
        {face.distance !== null && <div><dt>{say('face.distance')}</dt><dd>{distanceWords(face)}</dd></div>}
        {face.modelId !== '' && <div><dt>{say('face.model')}</dt><dd>{modelWords(face)}</dd></div>}
        <div><dt>{say('face.verification')}</dt><dd>{verification === null ? say('face.verification.none') : say('gpg45.score', { score: verification })}</dd></div>
        {duplicates.length > 0 && <div><dt>{say('face.duplicates')}</dt><dd><Duplicates ids={duplicates} /></dd></div>}
        <div><dt>{say('face.signs')}</dt><dd>{signWords(face).map((words) => <p key={words}>{words}</p>)}</dd></div>
      </dl>
      {face.warnings.length > 0 && (
        <ul class="small">
          {face.warnings.map((code) => <li key={code}>{sayOr(`face.warning.${code}`, spaced(code))}</li>)}
        </ul>
      )}
      <p class="quiet small">{say('face.help')}</p>
    </>
  );
}

function Duplicates({ ids }: { ids: string[] }) {
  return <>{ids.map((id) => <a key={id} class="duplicate" href={routeHref({ name: 'case', id })}><code>{id.slice(-12)}</code></a>)}</>;
}

function distanceWords({ distance, thresholds }: CaseFace): string {
  const shown = (distance ?? 0).toFixed(2);
  if (thresholds === null) return shown;
  const { consistent, mismatch } = thresholds;
  return say('face.distance.bands', { distance: shown, consistent: consistent.toFixed(2), mismatch: mismatch.toFixed(2) });
}

function modelWords({ modelId, calibrated, falseMatchRate }: CaseFace): string {
  if (!calibrated) return say('face.model.uncalibrated', { model: modelId });
  if (falseMatchRate === null) return say('face.model.calibrated', { model: modelId });
  return say('face.model.rate', { model: modelId, rate: falseMatchRate.toExponential(0) });
}

function signWords({ capture }: CaseFace): string[] {
  const signs = [
    capture.screenPattern === true ? 'screen_pattern' : '',
    capture.headTurn === '' ? '' : `head_turn.${capture.headTurn}`,
    capture.imageReuse === '' || capture.imageReuse === 'none' ? '' : `image_reuse.${capture.imageReuse}`,
    ...capture.source.map((code) => `source.${code}`),
  ].filter((sign) => sign !== '');
  if (signs.length === 0) return [say('face.signs.none')];
  return signs.map((sign) => sayOr(`face.sign.${sign}`, spaced(sign)));
}
