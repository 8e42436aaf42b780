/** How a picture lies in its frame: the scale, and where its middle is off the frame's middle (pixels). */
export interface Zoom {
  scale: number;
  x: number;
  y: number;
  /** Clockwise quarter turns. */
  turns: number;
}

export interface Size {
  width: number;
  height: number;
}

export const FITTED: Zoom = { scale: 1, x: 0, y: 0, turns: 0 };
export const LARGEST_SCALE = 8;

/** Zooms by a factor, keeping the point under the pointer (off the frame's middle) where it is. */
export function zoomBy(zoom: Zoom, factor: number, frame: Size, at: { x: number; y: number } = { x: 0, y: 0 }): Zoom {
  const scale = Math.min(LARGEST_SCALE, Math.max(1, zoom.scale * factor));
  const ratio = scale / zoom.scale;
  return held({ ...zoom, scale, x: at.x - (at.x - zoom.x) * ratio, y: at.y - (at.y - zoom.y) * ratio }, frame);
}

/** Moves the picture, never so far that the frame shows past its edge. */
export function moveBy(zoom: Zoom, x: number, y: number, frame: Size): Zoom {
  return held({ ...zoom, x: zoom.x + x, y: zoom.y + y }, frame);
}

/** A quarter turn clockwise. */
export function turned(zoom: Zoom): Zoom {
  return { ...FITTED, turns: (zoom.turns + 1) % 4 };
}

function held(zoom: Zoom, frame: Size): Zoom {
  const mostX = (frame.width * (zoom.scale - 1)) / 2;
  const mostY = (frame.height * (zoom.scale - 1)) / 2;
  return { ...zoom, x: clamp(zoom.x, mostX), y: clamp(zoom.y, mostY) };
}

function clamp(value: number, most: number): number {
  return Math.min(most, Math.max(-most, value));
}
