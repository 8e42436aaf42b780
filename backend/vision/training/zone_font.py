"""The shapes of OCR-B's characters: `python zone_font.py --out ../models/zone-font.bin`.

For each character of a zone (`<`, `0` to `9`, `A` to `Z`), 20 columns by 24 rows of bytes, how much of
each place its strokes cover: across one pitch, down from a tenth of the capitals' height above them to
a tenth below. Capitals are 2.5 mm high and the pitch is 2.54 mm (Doc 9303-3 section 4.4). The mean of
the cuts with round and with square ends."""

import argparse

import numpy as np
from PIL import Image, ImageDraw, ImageFont

CHARACTERS = "<0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
FONTS = ["/usr/share/fonts/opentype/ocr-b/OCRB.otf", "/usr/share/fonts/opentype/ocr-b/OCRBS.otf"]
COLUMNS, ROWS = 20, 24
FINER = 16
"""Pixels drawn to a column."""
PITCH = COLUMNS * FINER
CAPITALS = PITCH * 2.5 / 2.54


def drawn(path, character):
    """One character in its cell, large."""
    size = 1000
    font = ImageFont.truetype(path, size)
    _, top, _, bottom = font.getbbox("H", anchor="ls")
    font = ImageFont.truetype(path, size * CAPITALS / (bottom - top))
    height = round(CAPITALS * 1.2)
    cell = Image.new("L", (PITCH, height))
    baseline = CAPITALS * 1.1
    ImageDraw.Draw(cell).text((PITCH / 2, baseline), character, font=font, fill=255, anchor="ms")
    return np.asarray(cell.resize((COLUMNS, ROWS), Image.Resampling.BOX), np.float32)


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--out", default="../models/zone-font.bin")
    shapes = [np.mean([drawn(path, character) for path in FONTS], axis=0) for character in CHARACTERS]
    with open(options.parse_args().out, "wb") as file:
        file.write(np.rint(np.stack(shapes)).astype(np.uint8).tobytes())


if __name__ == "__main__":
    main()
