import { useEffect, useRef, useState } from 'preact/hooks';
import './camera-view.css';
import type { Step } from '../../api/session.ts';
import { CameraUnavailable, openCamera, type CameraProblem, type OpenCamera } from '../../capture/camera.ts';
import { photoFromVideo } from '../../capture/image.ts';
import type { Photo } from '../../capture/photo.ts';
import { say } from '../../words/verify.ts';
import { Button } from '../button/button.tsx';

export interface CameraViewProps {
  step: Step;
  onPhoto(photo: Photo): void;
  onProblem(problem: CameraProblem): void;
}

/** The camera's picture with a manual shutter. The camera is let go as soon as this leaves the screen. */
export function CameraView({ step, onPhoto, onProblem }: CameraViewProps) {
  const video = useRef<HTMLVideoElement>(null);
  const [deviceId, setDeviceId] = useState<string | null>(null);
  const [camera, setCamera] = useState<OpenCamera | null>(null);
  const [isTaking, setTaking] = useState(false);

  useEffect(() => startCamera({ step, deviceId, video: video.current, onOpen: setCamera, onProblem }), [step, deviceId]);

  const take = async () => {
    if (video.current === null) return;
    setTaking(true);
    try {
      onPhoto(await photoFromVideo(video.current, step, camera?.label ?? ''));
    } catch {
      onProblem('failed');
    }
  };
  const switchTo = camera?.nextDeviceId ?? null;
  const isFace = step === 'face';
  return (
    <div class="camera-view">
      <div class={isFace ? 'camera-stage camera-stage-face' : 'camera-stage'}>
        <div class="camera-picture" aria-hidden="true">
          <video ref={video} class={isFace ? 'camera-mirrored' : ''} muted playsInline />
          <div class="camera-frame" />
        </div>
        <p class="camera-hint" aria-hidden="true">{say(hintOf(camera !== null, isFace))}</p>
      </div>
      <p class="visually-hidden" role="status">
        {camera === null ? say('camera.starting') : `${say('camera.live')} ${say(hintOf(true, isFace))}`}
      </p>
      <div class="actions">
        <Button icon="camera" isDisabled={camera === null} isBusy={isTaking} onClick={() => void take()}>{say('camera.take')}</Button>
        {switchTo !== null && (
          <Button kind="secondary" icon="swap" onClick={() => { setCamera(null); setDeviceId(switchTo); }}>{say('camera.switch')}</Button>
        )}
      </div>
    </div>
  );
}

function hintOf(isLive: boolean, isFace: boolean) {
  if (!isLive) return 'camera.starting' as const;
  return isFace ? ('camera.face' as const) : ('camera.card' as const);
}

interface CameraStart {
  step: Step;
  deviceId: string | null;
  video: HTMLVideoElement | null;
  onOpen(camera: OpenCamera | null): void;
  onProblem(problem: CameraProblem): void;
}

/** Opens the camera into the video element; returns what lets it go. */
function startCamera({ step, deviceId, video, onOpen, onProblem }: CameraStart): () => void {
  let isGone = false;
  let opened: OpenCamera | null = null;
  const start = async () => {
    try {
      opened = await openCamera(step === 'face' ? 'user' : 'environment', deviceId);
      if (isGone || video === null) return opened.stop();
      // A camera that is unplugged or taken by another app ends by itself.
      for (const track of opened.stream.getVideoTracks()) track.onended = () => onProblem('busy');
      video.srcObject = opened.stream;
      await video.play();
      if (!isGone) onOpen(opened);
    } catch (cause) {
      opened?.stop();
      if (!isGone) onProblem(cause instanceof CameraUnavailable ? cause.problem : 'failed');
    }
  };
  void start();
  return () => {
    isGone = true;
    opened?.stop();
    if (video !== null) video.srcObject = null;
  };
}
