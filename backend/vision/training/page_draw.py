"""Draws part of a document as the line finder sees it, grey, with where its lines of print are."""

import math
import random

import cv2
import numpy as np
from PIL import Image, ImageDraw

from draw import compress, paper
from fonts import pick, sized
from printed_text import CAPITALS, DIGITS, Words, label, line

HEIGHT, WIDTH = 384, 576
"""Pixels; multiples of 8."""
ROW, COLUMN = 2, 4
"""Pixels of the picture for each cell of the truth, down and across."""
DISTANCE = 16.0
"""Unit of distances in pixels."""
KERNEL = 0.62
"""Share of a line's height, in its middle, that counts as line."""
SMALLEST = 4.2
"""Capitals below this many pixels are no print that anybody reads."""

WORDS = Words()


class Page:
    def __init__(self, dice):
        self.dice = dice
        self.ink = np.zeros((HEIGHT, WIDTH), np.uint8)
        self.kernel = np.zeros((HEIGHT, WIDTH), np.uint8)
        self.unread = np.zeros((HEIGHT, WIDTH), np.uint8)
        self.up = np.zeros((HEIGHT, WIDTH), np.float32)
        self.down = np.zeros((HEIGHT, WIDTH), np.float32)
        self.taken = []

    def is_free(self, box):
        left, top, right, bottom = box
        if left < -WIDTH * 0.2 or right > WIDTH * 1.2 or top < -20 or bottom > HEIGHT + 20:
            return False
        return all(right < l or left > r or bottom < t or top > b for l, t, r, b in self.taken)

    def write(self, text, x, base, capitals, file, strength=1.0, margin=0.35):
        """A line of print with its left end and baseline; its right end, or nothing where no room is."""
        font = sized(file, max(4, round(capitals)))
        top = font.getbbox("H", anchor="ls")[1]
        width = font.getlength(text)
        box = (x - capitals, base + top - margin * capitals, x + width + 0.9 * capitals, base + margin * capitals)
        if not self.is_free(box):
            return None
        self.taken.append(box)
        layer = Image.new("L", (WIDTH, HEIGHT), 0)
        ImageDraw.Draw(layer).text((x, base), text, font=font, fill=int(255 * strength), anchor="ls")
        np.maximum(self.ink, np.asarray(layer), out=self.ink)
        height = -top
        left, right = max(0, int(x)), min(WIDTH, int(x + width))
        first, last = max(0, int(base - height * (0.5 + KERNEL / 2))), min(HEIGHT, int(round(base - height * (0.5 - KERNEL / 2))) + 1)
        if right - left < 3 or last <= first:
            return x + width
        if height < SMALLEST:
            self.unread[first:last, left:right] = 255
            return x + width
        rows = np.arange(first, last, dtype=np.float32)[:, None]
        self.kernel[first:last, left:right] = 255
        self.up[first:last, left:right] = rows - (base - height)
        self.down[first:last, left:right] = base - rows
        return x + width


def fields(dice, page):
    """Labels with values below or beside them, in columns."""
    capitals = dice.uniform(5.5, 17) if dice.random() < 0.8 else dice.uniform(15, 28)
    small = capitals * dice.uniform(0.45, 0.8)
    value, caption = (pick(dice, WORDS.name(dice) + CAPITALS + DIGITS) for _ in range(2))
    x, y, pitch = dice.uniform(-10, WIDTH * 0.7), dice.uniform(5, 60), capitals * dice.uniform(2.0, 4.2)
    columns = dice.choice([1, 1, 2, 3])
    is_beside = dice.random() < 0.3
    while y < HEIGHT + 10:
        for column in range(columns):
            left = x + column * dice.uniform(8, 16) * capitals
            text = line(dice, WORDS)[: dice.choice([6, 12, 24, 40])].strip() or "X"
            if is_beside:
                end = page.write(label(dice)[:14].strip(), left, y, small, caption, margin=0.25)
                page.write(text, (end or left) + capitals * dice.uniform(0.9, 3), y, capitals, value, margin=0.25)
            else:
                page.write(text, left, y, capitals, value, margin=0.2)
                if dice.random() < 0.8:
                    page.write(label(dice), left + dice.uniform(-2, 2), y - capitals * dice.uniform(1.25, 1.7), small, caption, dice.uniform(0.5, 1), margin=0.1)
        y += pitch


def zone(dice, page):
    file = pick(dice, "<")
    capitals = dice.uniform(7, 14)
    base = HEIGHT - dice.uniform(8, 30)
    for _ in range(dice.choice([2, 3])):
        page.write("".join(dice.choice(CAPITALS + DIGITS + "<" * 20) for _ in range(44)), dice.uniform(2, 30), base, capitals, file)
        base -= capitals * dice.uniform(2.1, 2.8)


def loose(dice, page):
    for _ in range(dice.randint(2, 12)):
        text = line(dice, WORDS)
        page.write(text, dice.uniform(-30, WIDTH - 30), dice.uniform(8, HEIGHT), dice.uniform(4, 26), pick(dice, text), dice.uniform(0.3, 1))


def pictures(dice, sheet):
    """Portraits, emblems, barcodes, rules, signatures: dark shapes that are no print."""
    for _ in range(dice.choice([0, 1, 1, 2, 3])):
        w, h = dice.randint(20, 190), dice.randint(20, 220)
        x, y = dice.randint(-20, WIDTH - 20), dice.randint(-20, HEIGHT - 20)
        part = sheet[max(0, y) : y + h, max(0, x) : x + w]
        if not part.size:
            continue
        kind = dice.random()
        if kind < 0.5:  # a face: soft shapes and hair
            soft = np.random.randn(max(3, part.shape[0] // dice.randint(4, 30)), max(3, part.shape[1] // dice.randint(4, 30))).astype(np.float32)
            soft = cv2.resize(soft, part.shape[::-1], interpolation=cv2.INTER_CUBIC) * dice.uniform(15, 60) + dice.uniform(60, 200)
            cv2.ellipse(soft, (part.shape[1] // 2, part.shape[0] // 2), (part.shape[1] // 4 + 1, part.shape[0] // 3 + 1), 0, 0, 360, dice.uniform(110, 230), -1)
            if dice.random() < 0.5:
                soft += np.random.randn(*part.shape) * dice.uniform(2, 25)
            part[:] = part * 0.2 + soft * 0.8 if dice.random() < 0.7 else part * 0.7 + soft * 0.3
        elif kind < 0.7:  # bars
            step = dice.choice([2, 3, 4])
            bars = np.repeat(np.random.rand(dice.choice([1, 1, max(1, part.shape[0] // 5)]), part.shape[1] // step + 1) < 0.5, step, axis=1)
            bars = cv2.resize(bars.astype(np.float32), part.shape[::-1], interpolation=cv2.INTER_NEAREST)
            part[:] = part * (1 - bars * dice.uniform(0.5, 0.95))
        elif kind < 0.85:  # an emblem
            mark = np.zeros(part.shape, np.float32)
            for _ in range(dice.randint(3, 25)):
                ends = [(dice.randint(0, part.shape[1]), dice.randint(0, part.shape[0])) for _ in range(2)]
                if dice.random() < 0.5:
                    cv2.line(mark, *ends, 1.0, dice.randint(1, 3), cv2.LINE_AA)
                else:
                    cv2.circle(mark, ends[0], dice.randint(2, 1 + max(3, min(part.shape) // 2)), 1.0, dice.randint(1, 2), cv2.LINE_AA)
            part[:] = part * (1 - mark * dice.uniform(0.2, 0.9))
        else:  # a signature
            points = np.cumsum(np.random.randn(dice.randint(20, 90), 2) * [dice.uniform(2, 6), dice.uniform(2, 7)] + [2, 0], 0)
            points = (points + [x, y + h / 2]).astype(np.int32)
            cv2.polylines(sheet, [points], False, dice.uniform(10, 90), dice.choice([1, 2]), cv2.LINE_AA)
    for _ in range(dice.choice([0, 0, 1, 3])):
        y = dice.randint(0, HEIGHT)
        cv2.line(sheet, (dice.randint(0, WIDTH), y), (dice.randint(0, WIDTH), y + dice.randint(-2, 2)), dice.uniform(20, 160), 1, cv2.LINE_AA)
    if dice.random() < 0.3:  # a band of another colour
        y, h = dice.randint(0, HEIGHT), dice.randint(10, 60)
        sheet[y : y + h] = sheet[y : y + h] * dice.uniform(0.3, 0.9)
    return sheet


def camera(dice, image):
    if dice.random() < 0.6:
        image = cv2.GaussianBlur(image, (0, 0), dice.uniform(0.3, 1.3))
    if dice.random() < 0.4:
        share = dice.uniform(0.55, 0.95)
        small = cv2.resize(image, None, fx=share, fy=share, interpolation=cv2.INTER_AREA)
        image = cv2.resize(compress(dice, small, 30), (WIDTH, HEIGHT), interpolation=cv2.INTER_LINEAR)
    elif dice.random() < 0.5:
        image = compress(dice, image, 30)
    if dice.random() < 0.5:
        image = image + np.random.randn(HEIGHT, WIDTH) * dice.uniform(1, 10)
    if dice.random() < 0.3:
        y, x = np.mgrid[0:HEIGHT, 0:WIDTH].astype(np.float32)
        spot = np.exp(-(((x - dice.uniform(0, WIDTH)) / dice.uniform(40, 300)) ** 2 + ((y - dice.uniform(0, HEIGHT)) / dice.uniform(40, 300)) ** 2))
        image = image + spot * dice.uniform(-80, 120)
    return np.clip(image, 0, 255).astype(np.float32)


def normalise(image):
    return (image - image.mean()) / (image.std() + 6)


def sample(seed):
    """A picture (HEIGHT × WIDTH), and by cell: line (0, 1; −1 for either), distance up and down."""
    dice = random.Random(seed)
    np.random.seed(seed & 0xFFFFFFFF)
    page = Page(dice)
    if dice.random() < 0.3:
        zone(dice, page)
    kind = dice.random()
    if kind < 0.75:
        fields(dice, page)
    if kind > 0.55:
        loose(dice, page)
    sheet = pictures(dice, paper(dice, HEIGHT, WIDTH))
    turn = dice.gauss(0, 1.2)
    matrix = cv2.getRotationMatrix2D((WIDTH / 2, HEIGHT / 2), turn, 1)
    turned = lambda image, how: cv2.warpAffine(image, matrix, (WIDTH, HEIGHT), flags=how, borderMode=cv2.BORDER_REPLICATE)
    ink = turned(page.ink, cv2.INTER_LINEAR).astype(np.float32) / 255
    strength, dark = dice.uniform(0.4, 1.0), dice.uniform(0, 90)
    image = sheet * (1 - ink * strength) + dark * ink * strength
    if dice.random() < 0.06:
        image = 255 - image
    image = normalise(camera(dice, image))
    cell = lambda of: turned(of, cv2.INTER_NEAREST)[ROW // 2 :: ROW, COLUMN // 2 :: COLUMN]
    kernel, unread = (cell(of) > 0 for of in (page.kernel, page.unread))
    # In the cell between a line's middle and its rim either may be said.
    rim = cv2.dilate(kernel.astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
    truth = np.where(kernel, 1, np.where(rim | unread, -1, 0)).astype(np.float32)
    if is_unreadable(image, ink):
        truth[truth > 0] = -1
    return image, truth, cell(page.up) / DISTANCE, cell(page.down) / DISTANCE


def is_unreadable(image, ink):
    mask = ink > 0.5
    return mask.any() and abs(image[mask].mean() - image[cv2.dilate(mask.astype(np.uint8), np.ones((7, 7))) > 0].mean()) < 0.12
