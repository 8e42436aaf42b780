"""Draws the small HEIC and AVIF files of this folder. See README.md."""

import sys
from pathlib import Path

import imagecodecs
import numpy
import pillow_heif
from PIL import Image

HERE = Path(__file__).parent


def picture(width, height):
    """The gradients of `picture` in ../it/files.rs."""
    y, x = numpy.mgrid[0:height, 0:width]
    channels = [x * 255 // width, y * 255 // height, (x + y) * 255 // (width + height)]
    return numpy.stack(channels, -1).astype(numpy.uint8)


def heic(name, pixels, mode="RGB", **options):
    height, width = pixels.shape[:2]
    image = pillow_heif.from_bytes(mode=mode, size=(width, height), data=pixels.tobytes())
    image.save(HERE / name, quality=90, **options)


def main():
    pixels = picture(128, 96)
    # Transparent on the left, opaque on the right.
    alpha = numpy.broadcast_to(numpy.arange(128, dtype=numpy.uint8) * 2, (96, 128))
    see_through = numpy.dstack([pixels, alpha])
    deep = pixels.astype(numpy.uint16) * 257

    heic("plain.heic", pixels, chroma=420)
    heic("full_chroma.heic", pixels, chroma=444)
    heic("odd.heic", picture(123, 77), chroma=420)
    heic("deep.heic", deep, mode="RGB;16", chroma=420)
    heic("see_through.heic", see_through, mode="RGBA", chroma=420)

    def avif(name, pixels, subsampling="4:2:0", **options):
        Image.fromarray(pixels).save(HERE / name, quality=90, subsampling=subsampling, **options)

    avif("plain.avif", pixels)
    avif("full_chroma.avif", pixels, subsampling="4:4:4")
    avif("odd.avif", picture(123, 77))
    avif("see_through.avif", see_through)
    ten = (deep >> 6).astype(numpy.uint16)
    coded = imagecodecs.avif_encode(ten, level=90, bitspersample=10, pixelformat="420", numthreads=1)
    (HERE / "deep.avif").write_bytes(coded)

    # As large as is decoded, and flat, so that the files stay small.
    heic("large.heic", numpy.full((4608, 6016, 3), 120, numpy.uint8), chroma=420)
    avif("large.avif", numpy.full((6300, 6300, 3), 120, numpy.uint8), speed=10)

    for row in range(2):
        for column in range(2):
            tile = picture(120, 100)[row * 64 :, column * 64 :][:64, :64]
            # What hangs over the picture repeats its edge.
            tile = numpy.pad(tile, ((0, 64 - tile.shape[0]), (0, 64 - tile.shape[1]), (0, 0)), "edge")
            heic(f"tile_{row}{column}.heic", numpy.ascontiguousarray(tile), chroma=420)
            avif(f"tile_{row}{column}.avif", numpy.ascontiguousarray(tile))


if __name__ == "__main__":
    sys.exit(main())
