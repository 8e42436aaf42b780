import { useMemo } from 'preact/hooks';
import { readImage, type Case, type CaseImage } from '../../api/console.ts';
import { Button } from '../../components/button/button.tsx';
import { ImageViewer } from '../../components/image-viewer/image-viewer.tsx';
import { Waiting } from '../../components/waiting/waiting.tsx';
import { language, say } from '../../words/review.ts';
import type { ReviewConsole } from '../console.ts';
import { useLoad } from '../load.ts';
import type { Mark } from './mark.ts';

/** The photographs of a case. */
export function CaseImages({ desk, shown, mark }: { desk: ReviewConsole; shown: Case; mark: Mark | null }) {
  return (
    <section class="stack" aria-labelledby="photos">
      <h2 id="photos">{say('case.photos')}</h2>
      {shown.images.length === 0 ? <p class="quiet">{say('case.photos.none')}</p> : (
        <>
          <div class="case-images">
            {shown.images.map((image) => <OneImage key={image.id} desk={desk} caseId={shown.id} image={image} mark={mark} />)}
          </div>
          <p class="quiet small">{say('case.photos.help')}</p>
        </>
      )}
    </section>
  );
}

const WORDS = {
  zoomIn: say('image.in'),
  zoomOut: say('image.out'),
  turn: say('image.turn'),
  fit: say('image.fit'),
  enlarge: say('image.large'),
  percent: (percent: number) => new Intl.NumberFormat(language, { style: 'percent' }).format(percent / 100),
};

function OneImage({ desk, caseId, image, mark }: { desk: ReviewConsole; caseId: string; image: CaseImage; mark: Mark | null }) {
  const { load, again } = useLoad(image.id, () => desk.reading(() => readImage(caseId, image.id)));
  const name = say(`image.${image.step}`);
  const marked = useMemo(() => markedOn(image, mark), [image.step, mark]);
  if (load.is === 'here') return <ImageViewer blob={load.value} name={name} words={WORDS} marked={marked} />;
  return (
    <div class="image-placeholder">
      <p class="image-viewer-name">{name}</p>
      {load.is === 'loading' ? <Waiting>{say('image.loading')}</Waiting> : (
        <>
          <p role="alert">{say('image.error')}</p>
          <Button kind="secondary" onClick={again}>{say('try_again')}</Button>
        </>
      )}
    </div>
  );
}

/** What of the mark lies on this photograph. */
function markedOn(image: CaseImage, mark: Mark | null) {
  const places = mark?.places.filter((place) => place.image === image.step).map(({ corners }) => corners) ?? [];
  if (mark === null || places.length === 0) return undefined;
  return { words: say('mark.outlined', { name: mark.name }), places };
}
