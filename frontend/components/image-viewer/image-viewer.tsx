import { useEffect, useRef, useState } from 'preact/hooks';
import './image-viewer.css';
import { Icon, type IconName } from '../icon/icon.tsx';
import { PictureMarks, type Corners } from './picture-marks.tsx';
import { FITTED, moveBy, turned, zoomBy, type Size, type Zoom } from './zoom.ts';

/** What the controls are called. */
export interface ViewerWords {
  zoomIn: string;
  zoomOut: string;
  turn: string;
  fit: string;
  enlarge: string;
  percent(percent: number): string;
}

export interface ImageViewerProps {
  blob: Blob;
  /** What the photograph shows. */
  name: string;
  words: ViewerWords;
  /** What is outlined on the photograph, with words for it. */
  marked?: { words: string; places: readonly Corners[] } | undefined;
}

const KEY_MOVE_PIXELS = 40;
const STEP = 1.4;

/** A photograph to look at closely: with the wheel, by dragging, with buttons, with the keyboard. */
export function ImageViewer({ blob, name, words, marked }: ImageViewerProps) {
  const frame = useRef<HTMLDivElement>(null);
  const [url, setUrl] = useState('');
  const [zoom, setZoom] = useState<Zoom>(FITTED);
  const [isLarge, setLarge] = useState(false);
  const [pixels, setPixels] = useState<Size | null>(null);
  const size = () => ({ width: frame.current?.clientWidth ?? 1, height: frame.current?.clientHeight ?? 1 });
  const by = (factor: number) => setZoom((now) => zoomBy(now, factor, size()));

  useEffect(() => {
    const created = URL.createObjectURL(blob);
    setUrl(created);
    return () => URL.revokeObjectURL(created);
  }, [blob]);
  useEffect(() => listenToWheel(frame.current, setZoom), []);
  // Whoever chose a place further down sees it; the focus stays where it is.
  useEffect(() => {
    if (marked !== undefined) frame.current?.scrollIntoView?.({ block: 'nearest' });
  }, [marked]);

  const onKeyDown = (event: KeyboardEvent) => {
    const next = keyed(zoom, event.key, size());
    if (next === null) return;
    event.preventDefault();
    setZoom(next);
  };
  const controls: [IconName, string, () => void][] = [
    ['plus', words.zoomIn, () => by(STEP)],
    ['minus', words.zoomOut, () => by(1 / STEP)],
    ['turn', words.turn, () => setZoom(turned)],
    ['fit', words.fit, () => setZoom(FITTED)],
  ];
  const transform = `translate(${zoom.x}px, ${zoom.y}px) scale(${zoom.scale}) rotate(${zoom.turns * 90}deg)`;
  return (
    <figure class={isLarge ? 'image-viewer image-viewer-large' : 'image-viewer'}>
      <div
        ref={frame}
        class={zoom.scale > 1 ? 'image-viewer-frame image-viewer-zoomed' : 'image-viewer-frame'}
        role="group"
        tabIndex={0}
        aria-label={`${name}, ${words.percent(Math.round(zoom.scale * 100))}`}
        onKeyDown={onKeyDown}
        onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
        onPointerMove={(event) => {
          if (event.currentTarget.hasPointerCapture(event.pointerId)) setZoom(moveBy(zoom, event.movementX, event.movementY, size()));
        }}
      >
        {url && (
          <img
            src={url}
            alt={name}
            draggable={false}
            onLoad={(event) => setPixels({ width: event.currentTarget.naturalWidth, height: event.currentTarget.naturalHeight })}
            style={{ transform }}
          />
        )}
        {pixels !== null && marked !== undefined && <PictureMarks places={marked.places} pixels={pixels} transform={transform} />}
      </div>
      <figcaption>
        <span class="image-viewer-name">{name}{marked !== undefined && <span class="image-viewer-marked">{marked.words}</span>}</span>
        <span class="image-viewer-controls">
          {controls.map(([icon, label, act]) => (
            <button key={icon} type="button" title={label} onClick={act}>
              <Icon name={icon} /><span class="visually-hidden">{label}: {name}</span>
            </button>
          ))}
          <button type="button" title={words.enlarge} aria-pressed={isLarge} onClick={() => { setLarge(!isLarge); setZoom({ ...FITTED, turns: zoom.turns }); }}>
            <Icon name="image" /><span class="visually-hidden">{words.enlarge}: {name}</span>
          </button>
        </span>
      </figcaption>
    </figure>
  );
}

function keyed(zoom: Zoom, key: string, frame: { width: number; height: number }): Zoom | null {
  switch (key) {
    case '+':
    case '=':
      return zoomBy(zoom, STEP, frame);
    case '-':
      return zoomBy(zoom, 1 / STEP, frame);
    case '0':
      return { ...FITTED, turns: zoom.turns };
    case 'ArrowLeft':
      return moveBy(zoom, KEY_MOVE_PIXELS, 0, frame);
    case 'ArrowRight':
      return moveBy(zoom, -KEY_MOVE_PIXELS, 0, frame);
    case 'ArrowUp':
      return zoom.scale === 1 ? null : moveBy(zoom, 0, KEY_MOVE_PIXELS, frame);
    case 'ArrowDown':
      return zoom.scale === 1 ? null : moveBy(zoom, 0, -KEY_MOVE_PIXELS, frame);
    default:
      return null;
  }
}

/** The wheel scrolls the page until the frame has the focus. It must be cancellable, so it is no plain prop. */
function listenToWheel(frame: HTMLDivElement | null, setZoom: (next: (now: Zoom) => Zoom) => void): () => void {
  const onWheel = (event: WheelEvent) => {
    if (frame === null || !(event.ctrlKey || frame === document.activeElement)) return;
    event.preventDefault();
    const box = frame.getBoundingClientRect();
    const at = { x: event.clientX - box.x - box.width / 2, y: event.clientY - box.y - box.height / 2 };
    setZoom((now) => zoomBy(now, event.deltaY < 0 ? 1.2 : 1 / 1.2, box, at));
  };
  frame?.addEventListener('wheel', onWheel, { passive: false });
  return () => frame?.removeEventListener('wheel', onWheel);
}
