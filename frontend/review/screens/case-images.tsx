import { readImage, type Case, type CaseImage } from '../../api/console.ts';
import { Button } from '../../components/button/button.tsx';
import { ImageViewer } from '../../components/image-viewer/image-viewer.tsx';
import { Waiting } from '../../components/waiting/waiting.tsx';
import { language, say } from '../../words/review.ts';
import type { ReviewConsole } from '../console.ts';
import { useLoad } from '../load.ts';

/** The photographs of a case. */
export function CaseImages({ desk, shown }: { desk: ReviewConsole; shown: Case }) {
  return (
    <section class="stack" aria-labelledby="photos">
      <h2 id="photos">{say('case.photos')}</h2>
      {shown.images.length === 0 ? <p class="quiet">{say('case.photos.none')}</p> : (
        <>
          <div class="case-images">
            {shown.images.map((image) => <OneImage key={image.id} desk={desk} caseId={shown.id} image={image} />)}
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

function OneImage({ desk, caseId, image }: { desk: ReviewConsole; caseId: string; image: CaseImage }) {
  const { load, again } = useLoad(image.id, () => desk.reading(() => readImage(caseId, image.id)));
  const name = say(`image.${image.step}`);
  if (load.is === 'here') return <ImageViewer blob={load.value} name={name} words={WORDS} />;
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
