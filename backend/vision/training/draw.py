"""Draws one line of a machine-readable zone as the recogniser sees it: 24 pixels high, capitals
about 14, with everything that print, wear, lens, sensor and file format do to it."""

import random

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from text import ALPHABET, LETTERS, zone

HEIGHT = 24
CAPITALS = 14.0
WIDTHS = {30: 512, 36: 608, 44: 736}
"""Widest input by characters in the line; multiples of 16."""

OCR_B = "/usr/share/fonts/opentype/ocr-b/"
FONTS = [(OCR_B + "OCRB.otf", 0.62), (OCR_B + "OCRBS.otf", 0.33),
         ("/usr/share/fonts/truetype/dejavu/DejaVuSansMono.ttf", 0.05)]
"""Font and its share. OCRBS is the bolder cut; the last is for documents that ignore ISO 1073-2."""
DRAWN = 24
"""Height of capitals in the atlas."""


class Atlas:
    """The glyphs of one font, each in a box of its own."""

    def __init__(self, path):
        box = ImageFont.truetype(path, 200).getbbox("H")
        font = ImageFont.truetype(path, round(200 * DRAWN / (box[3] - box[1])))
        top = font.getbbox("H")[1]
        self.pitch = font.getlength("H") if "ocr-b" in path else DRAWN * 1.02
        self.glyphs = {}
        for character in ALPHABET:
            image = Image.new("L", (int(self.pitch * 1.5) + 8, DRAWN * 2))
            left, _, right, _ = font.getbbox(character)
            x = image.width / 2 - (right - left) / 2 - left
            ImageDraw.Draw(image).text((x, DRAWN // 2 - top), character, font=font, fill=255)
            self.glyphs[character] = np.asarray(image)


ATLASES = [Atlas(path) for path, _ in FONTS]


def print_line(dice, atlas, text, pitch, jitter):
    pad = int(pitch * dice.uniform(0.3, 1.8))
    ink = np.zeros((DRAWN * 2, int(pitch * len(text)) + 2 * pad), np.uint8)
    for i, character in enumerate(text):
        glyph = atlas.glyphs[character]
        x = round(pad + pitch * (i + 0.5) - glyph.shape[1] / 2 + dice.gauss(0, jitter))
        dy = round(dice.gauss(0, jitter * 0.5))
        left, right = max(0, x), min(ink.shape[1], x + glyph.shape[1])
        part = glyph[:, left - x : right - x]
        part = np.roll(part, dy, 0) if dy else part
        np.maximum(ink[:, left:right], part, out=ink[:, left:right])
    return ink


def weigh(dice, ink):
    """Bolder or finer strokes: blur, then cut at another level."""
    kind = dice.random()
    if kind < 0.25:
        return ink
    soft = cv2.GaussianBlur(ink, (0, 0), dice.uniform(0.8, 1.8)).astype(np.float32)
    level = dice.uniform(45, 190)
    return np.clip((soft - level) * dice.uniform(3, 8) + 128, 0, 255).astype(np.uint8)


def look(dice, ink):
    """Thermal and dot-matrix print, laser engraving, worn ink."""
    kind, (height, width) = dice.random(), ink.shape
    if kind < 0.62:
        return ink
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    if kind < 0.78:  # dots
        step, angle = dice.uniform(2.2, 4.2), dice.uniform(0, 1.57)
        u, v = x * np.cos(angle) + y * np.sin(angle), y * np.cos(angle) - x * np.sin(angle)
        dots = 0.5 + 0.25 * (np.cos(u * 6.283 / step) + np.cos(v * 6.283 / step))
        mask = dice.uniform(0.35, 0.8) + dots * dice.uniform(0.4, 0.9)
    elif kind < 0.88:  # bands along the feed
        mask = 1 - dice.uniform(0.2, 0.6) * (np.sin(y * dice.uniform(0.3, 1.8) + dice.uniform(0, 6)) > dice.uniform(0.2, 0.9))
    else:  # specks where ink is gone
        grains = cv2.resize(np.random.rand(height // 2 + 1, width // 2 + 1).astype(np.float32), (width, height))
        mask = 1 - dice.uniform(0.4, 1.0) * (grains > dice.uniform(0.62, 0.9))
    return np.clip(ink * np.clip(mask, 0, 1), 0, 255).astype(np.uint8)


def paper(dice, height, width):
    """Security print, unevenness, lines."""
    base = dice.uniform(100, 250)
    sheet = np.full((height, width), base, np.float32)
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    if dice.random() < 0.7:
        sheet += dice.uniform(-45, 45) * (x / width - 0.5) + dice.uniform(-15, 15) * (y / height - 0.5)
    for _ in range(dice.choice([0, 0, 1, 2, 3])):
        bend = dice.uniform(0, 4) * np.sin(x * dice.uniform(0.005, 0.05))
        wave = np.sin(x * dice.uniform(0.005, 0.5) + y * dice.uniform(-0.8, 0.8) + dice.uniform(0, 6.28) + bend)
        if dice.random() < 0.5:
            wave = (wave > dice.uniform(0.2, 0.9)).astype(np.float32)
        sheet += dice.uniform(2, 17) * dice.choice([-1, 1]) * wave
    if dice.random() < 0.35:
        grain = np.random.randn(max(2, height // dice.randint(2, 8)), max(2, width // dice.randint(4, 40)))
        sheet += cv2.resize(grain.astype(np.float32), (width, height), interpolation=cv2.INTER_CUBIC) * dice.uniform(2, 14)
    for _ in range(dice.choice([0, 0, 0, 1, 2])):
        ends = [(dice.randint(0, width), dice.randint(-height, 2 * height)) for _ in range(2)]
        cv2.line(sheet, *ends, float(base + dice.uniform(-60, 30)), dice.randint(1, 2), cv2.LINE_AA)
    return sheet


def stamp(dice, image):
    """An arc or a stroke over the line."""
    height, width = image.shape
    mark = np.zeros_like(image)
    thickness = dice.choice([1, 1, 2, 2, 3])
    if dice.random() < 0.5:
        radius = dice.uniform(20, 160)
        centre = (dice.randint(0, width), int(height / 2 + dice.uniform(-1, 1) * radius))
        cv2.circle(mark, centre, int(radius), 1.0, thickness, cv2.LINE_AA)
    else:
        ends = [(dice.randint(0, width), dice.randint(-height, 2 * height)) for _ in range(2)]
        cv2.line(mark, *ends, 1.0, thickness, cv2.LINE_AA)
    strength = dice.uniform(0.1, 0.55)
    return image * (1 - strength * mark)


def with_neighbours(dice, atlas, lines, index, pitch, jitter):
    """The line with what stands above and below it, as rows of ink."""
    line = print_line(dice, atlas, lines[index], pitch, jitter)
    height, width = line.shape
    distance = int(DRAWN * dice.uniform(1.55, 2.7))
    canvas = np.zeros((height + 2 * distance, width), np.uint8)
    canvas[distance : distance + height] = line
    for step, top in ((-1, 0), (1, 2 * distance)):
        if 0 <= index + step < len(lines):
            text = lines[index + step]
        elif dice.random() < 0.15:
            text = "".join(dice.choice(LETTERS) for _ in range(dice.randint(5, 24)))
        else:
            continue
        other = print_line(dice, atlas, text, pitch, jitter)[:, :width]
        other = np.pad(other, ((0, 0), (0, width - other.shape[1])))
        np.maximum(canvas[top : top + height], other, out=canvas[top : top + height])
    return canvas, distance + height / 2


def place(dice, canvas, middle, widest):
    """Scale, tilt, shear, bend: the strip around the line, as ink between 0 and 1."""
    scale = dice.uniform(10.0, 18.5) / DRAWN
    across = min(scale * dice.uniform(0.88, 1.2), (widest - 4) / canvas.shape[1])
    width = int(canvas.shape[1] * across)
    tilt, shear, shift = dice.gauss(0, 0.008), dice.gauss(0, 0.07), dice.uniform(-2.6, 2.6)
    if scale < 0.75:
        canvas = cv2.GaussianBlur(canvas, (0, 0), max(0.3, 0.45 / scale - 0.35))
    matrix = np.float32([[across, shear * scale, -shear * scale * middle],
                         [tilt * across, scale, HEIGHT / 2 + shift - scale * middle - tilt * width / 2]])
    ink = cv2.warpAffine(canvas, matrix, (width, HEIGHT)).astype(np.float32) / 255
    if dice.random() < 0.35:
        x = np.tile(np.arange(width, dtype=np.float32), (HEIGHT, 1))
        y = np.tile(np.arange(HEIGHT, dtype=np.float32)[:, None], (1, width))
        period, phase = dice.uniform(200, 900), dice.uniform(0, 6)
        y = y + dice.uniform(0, 1.6) * np.sin(x / period * 6.28 + phase)
        y = HEIGHT / 2 + (y - HEIGHT / 2) * (1 + dice.uniform(-0.15, 0.15) * (x / width - 0.5))
        ink = cv2.remap(ink, x + dice.uniform(0, 4) * np.sin(x / period * 3.1), y, cv2.INTER_LINEAR)
    return ink


def compress(dice, image, lowest=22):
    done, data = cv2.imencode(".jpg", np.clip(image, 0, 255).astype(np.uint8), [cv2.IMWRITE_JPEG_QUALITY, dice.randint(lowest, 92)])
    return cv2.imdecode(data, 0).astype(np.float32) if done else image


def photograph(dice, image):
    """Lens, sensor, resolution, file format."""
    height, width = image.shape
    is_small = dice.random() < 0.5
    if dice.random() < (0.25 if is_small else 0.6):
        image = cv2.GaussianBlur(image, (0, 0), dice.uniform(0.25, 1.9 if not is_small else 0.9))
    if dice.random() < 0.15:
        length = dice.choice([3, 5, 5, 7])
        kernel = np.zeros((length, length), np.float32)
        kernel[length // 2] = 1 / length
        image = cv2.filter2D(image, -1, kernel if dice.random() < 0.6 else kernel.T.copy())
    if is_small:
        share = dice.uniform(0.36, 0.95) if dice.random() < 0.6 else dice.uniform(0.36, 0.6)
        small = cv2.resize(image, (max(8, int(width * share)), max(6, int(height * share))), interpolation=cv2.INTER_AREA)
        if share < 0.6 and dice.random() < 0.5:
            small = cv2.GaussianBlur(small, (0, 0), dice.uniform(0.3, 0.95))
        small = small + np.random.randn(*small.shape).astype(np.float32) * dice.choice([0, 0, 2, 5])
        small = compress(dice, small) if dice.random() < 0.6 else small
        image = cv2.resize(small, (width, height), interpolation=dice.choice([cv2.INTER_LINEAR, cv2.INTER_CUBIC]))
    elif dice.random() < 0.5:
        image = compress(dice, image)
    if dice.random() < 0.6:
        image = image + np.random.randn(height, width).astype(np.float32) * dice.uniform(1, 12)
    if dice.random() < 0.15:
        image = cv2.addWeighted(image, 1.7, cv2.GaussianBlur(image, (0, 0), 1.2), -0.7, 0)
    if dice.random() < 0.12:
        x = np.arange(width, dtype=np.float32)
        image = image + np.exp(-(((x - dice.uniform(0, width)) / dice.uniform(15, 70)) ** 2))[None] * dice.uniform(30, 140)
    if dice.random() < 0.15:  # light or shadow in part, under which contrast is a fraction
        x = np.arange(width, dtype=np.float32)
        pale = np.exp(-(((x - dice.uniform(0, width)) / dice.uniform(20, 160)) ** 2))[None] * dice.uniform(0.4, 0.88)
        image = image * (1 - pale) + dice.uniform(0, 255) * pale
    image = np.clip(image, 0, 255)
    if dice.random() < 0.05:
        _, image = cv2.threshold(image.astype(np.uint8), 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    return image.astype(np.float32)


EVEN = 40
"""Columns to each side within which an evened strip has mean 0 and deviation 1."""


def normalise(image, is_evened):
    """What the Rust side does to a strip before the network sees it: over all of it, or column by
    column over those around."""
    if not is_evened:
        return (image - image.mean()) / (image.std() + 6)
    size = (2 * EVEN + 1, 1)
    column = lambda of: cv2.blur(of.mean(0, keepdims=True), size, borderType=cv2.BORDER_REFLECT)
    mean = column(image)
    deviation = np.sqrt(np.maximum(column(image * image) - mean * mean, 0))
    return (image - mean) / (deviation + 3)


LEAST_LIKENESS = 0.47
"""Correlation with the clean line, both without what is wider than a stroke, below which a person
guesses at most characters: such strips teach nothing but noise."""


def likeness(ink, image):
    fine = lambda of: (of - cv2.GaussianBlur(of, (0, 0), 3.5)).ravel()
    return -np.corrcoef(fine(ink), fine(image))[0, 1]


def sample(seed, length):
    """One strip (HEIGHT × WIDTHS[length], float32) and its classes."""
    dice = random.Random(seed)
    np.random.seed(seed & 0xFFFFFFFF)
    image = None
    while image is None:
        image, text = draw(dice, length)
    image = normalise(image, dice.random() < 0.5)
    strip = np.zeros((HEIGHT, WIDTHS[length]), np.float32)
    left = dice.randint(0, WIDTHS[length] - image.shape[1])
    strip[:, left : left + image.shape[1]] = image
    return strip, [ALPHABET.index(c) + 1 for c in text]


def draw(dice, length):
    """A line as photographed, and its text; no image when it can't be read."""
    atlas = dice.choices(ATLASES, [share for _, share in FONTS])[0]
    lines = zone(dice, length)
    index = dice.randrange(len(lines))
    pitch = atlas.pitch * dice.uniform(0.94, 1.08)
    canvas, middle = with_neighbours(dice, atlas, lines, index, pitch, dice.choice([0, 0, 0.3, 0.6]))
    ink = place(dice, look(dice, weigh(dice, canvas)), middle, WIDTHS[length])
    sheet = paper(dice, *ink.shape)
    strength = dice.uniform(0.45, 1.0) if dice.random() < 0.6 else 1.0
    image = sheet * (1 - ink * strength) + dice.uniform(0, 75) * ink * strength
    if dice.random() < 0.15:
        fade = np.clip(dice.uniform(-0.5, 0.6) * (np.linspace(0, 1, image.shape[1]) - dice.random()), 0, 0.6)
        image = image + (sheet - image) * fade.astype(np.float32)
    if dice.random() < 0.15:
        image = stamp(dice, image)
    image = photograph(dice, image)
    return (image if likeness(ink, image) > LEAST_LIKENESS else None), lines[index]
