import type { ComponentChildren } from 'preact';
import './guide.css';
import type { Step } from '../../api/session.ts';
import type { DocumentKind } from '../../capture/documents.ts';

/** A drawing of what to photograph. The words beside it say the same. */
export function Guide({ kind, step }: { kind: DocumentKind; step: Step }) {
  if (step === 'face') return <Drawing><FaceDrawing /></Drawing>;
  if (kind === 'passport') return <Drawing><PassportDrawing /></Drawing>;
  if (step === 'front') return <Drawing><FrontDrawing /></Drawing>;
  return <Drawing>{kind === 'licence' ? <BarcodeDrawing /> : <LinesDrawing />}</Drawing>;
}

function Drawing({ children }: { children: ComponentChildren }) {
  return (
    <svg class="guide" viewBox="0 0 320 176" aria-hidden="true" focusable="false">
      <rect class="guide-table" width="320" height="176" rx="14" />
      {children}
    </svg>
  );
}

function Card({ children }: { children: ComponentChildren }) {
  return (
    <>
      <rect class="guide-card" x="64" y="27" width="192" height="122" rx="10" />
      <path class="guide-corner" d="M50 36V17h20M270 36V17h-20M50 140v19h20M270 140v19h-20" />
      {children}
    </>
  );
}

function FrontDrawing() {
  return (
    <Card>
      <rect class="guide-fill" x="80" y="52" width="50" height="64" rx="5" />
      <path class="guide-person" d="M105 80a10 10 0 1 0 0-20 10 10 0 0 0 0 20zM86 116c1-18 8-27 19-27s18 9 19 27z" />
      <path class="guide-text" d="M80 40h64M146 60h88M146 76h62M146 92h76M146 108h44M80 132h80" />
    </Card>
  );
}

function BarcodeDrawing() {
  const bars = [0, 5, 8, 14, 17, 21, 28, 31, 36, 39, 46, 50, 53, 60, 64, 67, 73, 77, 84, 87, 91, 96, 102, 105, 110, 117, 120, 125, 131, 134, 139, 146, 150, 153];
  return (
    <Card>
      <path class="guide-bars" d={bars.map((x, index) => `M${82 + x} 42v${index % 3 === 1 ? 30 : 42}`).join('')} />
      <path class="guide-text" d="M82 104h96M82 118h124M82 132h70" />
    </Card>
  );
}

function LinesDrawing() {
  return (
    <Card>
      <path class="guide-text" d="M82 46h70M82 60h110M82 74h86" />
      <path class="guide-mrz" d="M80 106h160M80 120h160M80 134h160" />
    </Card>
  );
}

function PassportDrawing() {
  return (
    <>
      <rect class="guide-card" x="76" y="16" width="168" height="144" rx="8" />
      <path class="guide-corner" d="M60 30V8h22M260 30V8h-22M60 146v22h22M260 146v22h-22" />
      <rect class="guide-fill" x="92" y="36" width="48" height="62" rx="5" />
      <path class="guide-person" d="M116 62a10 10 0 1 0 0-20 10 10 0 0 0 0 20zM98 98c1-17 8-26 18-26s17 9 18 26z" />
      <path class="guide-text" d="M156 42h70M156 58h50M156 74h62M156 90h40" />
      <path class="guide-mrz" d="M90 128h140M90 144h140" />
    </>
  );
}

function FaceDrawing() {
  return (
    <>
      <ellipse class="guide-card" cx="160" cy="88" rx="58" ry="76" />
      <path class="guide-person" d="M160 102a26 28 0 1 0 0-56 26 28 0 0 0 0 56zM112 150c3-25 21-38 48-38s45 13 48 38c-14 9-30 14-48 14s-34-5-48-14z" />
      <path class="guide-corner" d="M86 40c-9 14-14 30-14 48s5 34 14 48M234 40c9 14 14 30 14 48s-5 34-14 48" />
    </>
  );
}
