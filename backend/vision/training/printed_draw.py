"""Draws one line of print as the recogniser sees it: 32 pixels high, capitals about 16, a third
wider than it stands on the document so that narrow letters keep a column each."""

import random

import cv2
import numpy as np
from PIL import Image, ImageDraw

from draw import compress, look, normalise, paper, photograph, stamp, weigh
from fonts import pick, sized
from printed_text import ALPHABET, Words, line

HEIGHT = 32
CAPITALS_HEIGHT = 16.0
STRETCH = 1.3
DRAWN = 26
"""Height of capitals as they are first drawn."""
WIDEST = 640

WORDS = Words()


def print_text(dice, file, text, capitals):
    """Ink of the text, and the row of its capitals' middle."""
    font = sized(file, capitals)
    top, base = font.getbbox("H", anchor="ls")[1], 0
    room = capitals
    tracking = dice.choice([0] * 5 + [dice.uniform(-0.03, 0.16)]) * capitals
    width = int(font.getlength(text) + max(0, tracking) * len(text)) + 2 * room
    image = Image.new("L", (width, 3 * room), 0)
    pen, baseline = ImageDraw.Draw(image), 2 * room
    if tracking:
        x = float(room)
        for character in text:
            pen.text((x, baseline), character, font=font, fill=255, anchor="ls")
            x += font.getlength(character) + tracking
        end = x
    else:
        pen.text((room, baseline), text, font=font, fill=255, anchor="ls")
        end = room + font.getlength(text)
    return np.asarray(image)[:, : int(end) + room], baseline + (top + base) / 2


def with_neighbours(dice, file, text):
    """The line with what stands above, below and beside it."""
    ink, middle = print_text(dice, file, text, DRAWN)
    height, width = ink.shape
    canvas = np.zeros((height + 6 * DRAWN, width), np.uint8)
    start = 3 * DRAWN
    canvas[start : start + height] = ink
    for side in (-1, 1):
        if dice.random() < 0.45:
            continue
        other = line(dice, WORDS)
        size = int(DRAWN * dice.choice([0.5, 0.6, 0.75, 1, 1, 1.2]))
        piece, centre = print_text(dice, pick(dice, other), other, size)
        piece = piece[:, max(0, dice.randint(-width // 2, width // 2)) :][:, :width]
        distance = DRAWN * dice.uniform(1.45, 2.6) * side
        top = int(start + middle + distance - centre)
        low, high = max(0, top), min(canvas.shape[0], top + piece.shape[0])
        if high > low and piece.shape[1]:
            part = canvas[low:high, : piece.shape[1]]
            np.maximum(part, piece[low - top : high - top], out=part)
    return canvas, start + middle


def place(dice, canvas, middle):
    """Scale, tilt, slant, bend: the strip around the line, ink between 0 and 1."""
    scale = CAPITALS_HEIGHT / DRAWN * dice.uniform(0.78, 1.22)
    across = scale * STRETCH * dice.uniform(0.82, 1.22)
    across = min(across, (WIDEST - 4) / canvas.shape[1])
    width = max(24, int(canvas.shape[1] * across))
    tilt, slant, shift = dice.gauss(0, 0.008), dice.gauss(0, 0.06), dice.uniform(-3, 3)
    if scale < 0.75:
        canvas = cv2.GaussianBlur(canvas, (0, 0), max(0.3, 0.45 / scale - 0.35))
    matrix = np.float32([[across, slant * scale, -slant * scale * middle],
                         [tilt * across, scale, HEIGHT / 2 + shift - scale * middle - tilt * width / 2]])
    ink = cv2.warpAffine(canvas, matrix, (width, HEIGHT)).astype(np.float32) / 255
    if dice.random() < 0.2:
        x = np.tile(np.arange(width, dtype=np.float32), (HEIGHT, 1))
        y = np.tile(np.arange(HEIGHT, dtype=np.float32)[:, None], (1, width))
        ink = cv2.remap(ink, x, y + dice.uniform(0, 1.5) * np.sin(x / dice.uniform(200, 900) * 6.28 + dice.uniform(0, 6)), cv2.INTER_LINEAR)
    cut = lambda: int(dice.choice([0.1, 0.4, 0.7, 0.85]) * DRAWN * across)
    return ink[:, cut() : width - cut()] if width > 80 else ink


LEAST_LIKENESS = 0.42
"""Correlation with the clean line, as in draw.py."""


def likeness(ink, image):
    fine = lambda of: (of - cv2.GaussianBlur(of, (0, 0), 3.5)).ravel()
    return abs(np.corrcoef(fine(ink), fine(image))[0, 1]) if ink.std() > 0.01 and image.std() > 0.5 else 0.0


def draw(dice):
    text = line(dice, WORDS)
    file = pick(dice, text)
    canvas, middle = with_neighbours(dice, file, text)
    ink = place(dice, look(dice, weigh(dice, canvas)) if dice.random() < 0.7 else canvas, middle)
    sheet = paper(dice, *ink.shape)
    strength = dice.uniform(0.45, 1.0) if dice.random() < 0.6 else 1.0
    if dice.random() < 0.04:  # light print on a dark ground
        sheet = np.clip(sheet - 120, 15, 140)
        image = sheet * (1 - ink * strength) + dice.uniform(190, 255) * ink * strength
    else:
        image = sheet * (1 - ink * strength) + dice.uniform(0, 90) * ink * strength
    if dice.random() < 0.12:
        image = stamp(dice, image)
    image = compress(dice, image, 60) if dice.random() < 0.15 else photograph(dice, image)
    return (image if likeness(ink, image) > LEAST_LIKENESS else None), text


def sample(seed):
    """One strip (HEIGHT × its width, float32) and its classes."""
    dice = random.Random(seed)
    np.random.seed(seed & 0xFFFFFFFF)
    while True:
        image, text = draw(dice)
        classes = [ALPHABET.index(c) + 1 for c in text]
        repeats = sum(a == b for a, b in zip(classes, classes[1:]))
        if image is not None and image.shape[1] // 4 > len(classes) + repeats:
            return normalise(image, dice.random() < 0.5), classes
