import type { Size } from './zoom.ts';

/** Corners of a place, in pixels of the upright picture. */
export type Corners = readonly (readonly [number, number])[];

/** Outlines over a photograph, which lies as the photograph does: the words are beside it. */
export function PictureMarks({ places, pixels, transform }: { places: readonly Corners[]; pixels: Size; transform: string }) {
  const outlines = places.map((corners) => corners.map(([x, y]) => `${x},${y}`).join(' '));
  return (
    <svg class="picture-marks" viewBox={`0 0 ${pixels.width} ${pixels.height}`} aria-hidden="true" focusable="false" style={{ transform }}>
      {outlines.map((points) => (
        <g key={points}>
          <polygon class="picture-mark-edge" points={points} />
          <polygon class="picture-mark" points={points} />
        </g>
      ))}
    </svg>
  );
}
