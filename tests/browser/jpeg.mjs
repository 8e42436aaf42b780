// Just enough of JPEG (ITU-T T.81, Exif 2.3) to see what the page did to a photograph.

/** The photograph with Exif data put in front: held sideways (orientation 6), with a place in it. */
export function heldSideways(jpeg) {
  const orientation = Buffer.from([0x12, 0x01, 3, 0, 1, 0, 0, 0, 6, 0, 0, 0]);
  const tiff = Buffer.concat([Buffer.from('II*\0\x08\0\0\0\x01\0', 'latin1'), orientation, Buffer.from([0, 0, 0, 0])]);
  const exif = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff, Buffer.from('GPS 51.5007 N 0.1246 W')]);
  const segment = Buffer.alloc(4);
  segment.writeUInt16BE(0xffe1, 0);
  segment.writeUInt16BE(exif.length + 2, 2);
  return Buffer.concat([jpeg.subarray(0, 2), segment, exif, jpeg.subarray(2)]);
}

/** Width and height, and whether any Exif data is left. */
export function describe(jpeg) {
  if (jpeg.readUInt16BE(0) !== 0xffd8) throw new Error('no JPEG');
  let at = 2;
  let hasExif = false;
  while (at + 9 < jpeg.length) {
    const marker = jpeg.readUInt16BE(at);
    if (marker === 0xffe1) hasExif = true;
    const isFrame = marker >= 0xffc0 && marker <= 0xffc3;
    if (isFrame) return { height: jpeg.readUInt16BE(at + 5), width: jpeg.readUInt16BE(at + 7), hasExif };
    at += 2 + jpeg.readUInt16BE(at + 2);
  }
  throw new Error('a JPEG without a frame');
}
