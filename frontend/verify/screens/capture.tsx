import type { Signal } from '@preact/signals';
import { useEffect, useState } from 'preact/hooks';
import type { Step } from '../../api/session.ts';
import type { CameraProblem } from '../../capture/camera.ts';
import { photoFromFile, SHORTEST_LONG_SIDE } from '../../capture/image.ts';
import { LARGEST_FILE_MEGABYTES, LARGEST_UNREAD_MEGABYTES, UnusableFile } from '../../capture/photo-file.ts';
import { Button } from '../../components/button/button.tsx';
import { CameraView } from '../../components/camera-view/camera-view.tsx';
import { Guide } from '../../components/guide/guide.tsx';
import { Notice } from '../../components/notice/notice.tsx';
import { PageHeading } from '../../components/page-heading/page-heading.tsx';
import { PhotoUpload } from '../../components/photo-upload/photo-upload.tsx';
import { Waiting } from '../../components/waiting/waiting.tsx';
import { say } from '../../words/verify.ts';
import { placeOf, type Journey } from '../journey.ts';
import type { Act } from './act.ts';
import { subject, tips } from './capture-words.ts';

export interface CaptureScreenProps {
  journey: Journey;
  step: Step;
  /** Whether the person used the camera before; the next step then opens it at once. */
  prefersCamera: Signal<boolean>;
  act: Act;
}

/** One photograph, by the camera or as a file. The way without a camera is always there. */
export function CaptureScreen({ journey, step, prefersCamera, act }: CaptureScreenProps) {
  const kind = journey.kind ?? 'licence';
  const [problem, setProblem] = useState<CameraProblem | null>(null);
  const [fileError, setFileError] = useState<string | null>(null);
  const [isWorking, setWorking] = useState(false);
  const isCamera = prefersCamera.value && problem === null;
  // The control that was pressed may be gone now; the focus must not fall back to the top of the page.
  useEffect(() => {
    if (document.activeElement === document.body) document.querySelector('h1')?.focus();
  }, [isCamera, problem, isWorking]);

  const take = async (file: File) => {
    setWorking(true);
    setFileError(null);
    prefersCamera.value = false;
    try {
      act({ type: 'photo_taken', step, photo: await photoFromFile(file, step) });
    } catch (cause) {
      setFileError(fileWords(cause));
      setWorking(false);
    }
  };
  const openCamera = () => {
    setProblem(null);
    setFileError(null);
    prefersCamera.value = true;
  };
  return (
    <>
      <PageHeading page={say('page')} above={say('place', placeOf(journey, step))}>{subject(kind, step)}</PageHeading>
      {problem !== null && (
        <Notice kind="caution" title={say(`camera.problem.${problem}.title`)} isAlert><p>{say(`camera.problem.${problem}`)}</p></Notice>
      )}
      {isCamera ? (
        <CameraView step={step} onPhoto={(photo) => act({ type: 'photo_taken', step, photo })} onProblem={setProblem} />
      ) : (
        <>
          <Guide kind={kind} step={step} />
          <ul class="tips" aria-label={say('capture.tips')}>{tips(kind, step).map((tip) => <li key={tip}>{say(tip)}</li>)}</ul>
        </>
      )}
      {isWorking ? <Waiting>{say('capture.working')}</Waiting> : (
        <div class="actions">
          {!isCamera && problem === null && <Button icon="camera" onClick={openCamera}>{say('capture.camera')}</Button>}
          <PhotoUpload
            label={say(isCamera ? 'capture.upload.instead' : 'capture.upload')}
            onFile={(file) => void take(file)}
            error={fileError}
            isProminent={problem !== null}
          />
          {problem !== null && <Button kind="secondary" icon="camera" onClick={openCamera}>{say('capture.camera.again')}</Button>}
        </div>
      )}
    </>
  );
}

function fileWords(cause: unknown): string {
  const problem = cause instanceof UnusableFile ? cause.problem : 'unreadable';
  const megabytes = problem === 'too_large_unread' ? LARGEST_UNREAD_MEGABYTES : LARGEST_FILE_MEGABYTES;
  return say(`file.${problem}`, { megabytes, pixels: SHORTEST_LONG_SIDE });
}
