"""Counts which letters follow which in names: `python names.py --out ../models/mrz-names.bin`.

The names are those of Faker's person lists, 83 languages and countries, each counting the same;
they are written as a zone writes them (Doc 9303-3 section 6). The file holds, for each pair of
characters and each third one (`<`, `A` to `Z`; 27³ bytes), sixteen times the negative binary
logarithm of the third one's share."""

import argparse
import importlib
import itertools
import os
import random

import faker.providers.person
import numpy as np
from unidecode import unidecode

SYMBOLS = "<ABCDEFGHIJKLMNOPQRSTUVWXYZ"
FIELDS = 4000
"""Name fields drawn of each list."""
LENGTH = 39
LATIN = {"Ä": "AE", "Ö": "OE", "Ü": "UE", "Å": "AA", "Æ": "AE", "Ø": "OE", "Œ": "OE", "ß": "SS", "Þ": "TH", "Ĳ": "IJ"}
CYRILLIC = dict(zip("АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯІЇЄҐ",
    "A B V G D E E ZH Z I I K L M N O P R S T U F KH TS CH SH SHCH IE Y  E IU IA I I IE G".split(" ")))


def spelt(name):
    upper = name.upper()
    letters = "".join({**LATIN, **CYRILLIC}.get(letter, letter) for letter in upper)
    kept = (c if c in SYMBOLS else "" if c in "'’`." else "<" for c in unidecode(letters).upper().replace("-", "<"))
    return "<".join(filter(None, "".join(kept).split("<")))


def listed(provider, *kinds):
    """The names of those kinds, from lists or from names with weights."""
    values = (getattr(provider, kind, ()) for kind in kinds if not isinstance(getattr(provider, kind, ()), property))
    names = {spelt(name) for name in itertools.chain.from_iterable(values)}
    return sorted(name for name in names if 1 < len(name) < 25)


def fields(dice):
    folder = os.path.dirname(faker.providers.person.__file__)
    for locale in sorted(entry for entry in os.listdir(folder) if "_" in entry and not entry.startswith("__")):
        provider = importlib.import_module(f"faker.providers.person.{locale}").Provider
        given = listed(provider, "first_names", "first_names_male", "first_names_female", "first_romanized_names")
        last = listed(provider, "last_names", "last_names_male", "last_names_female", "last_romanized_names")
        if not given or not last:
            continue
        for _ in range(FIELDS):
            primary = "<".join(dice.sample(last, min(len(last), dice.choice([1, 1, 1, 1, 2]))))
            secondary = "<".join(dice.sample(given, min(len(given), dice.choice([1, 1, 2, 2, 3]))))
            yield f"{primary}<<{secondary}"[:LENGTH].ljust(LENGTH, "<")


def shares(counts):
    return counts / np.maximum(counts.sum(-1, keepdims=True), 1)


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--out", default="../models/mrz-names.bin")
    options = options.parse_args()
    counts = np.zeros((27, 27, 27))
    for field in fields(random.Random(1)):
        places = [SYMBOLS.index(c) for c in "<<" + field]
        for triple in zip(places, places[1:], places[2:]):
            counts[triple] += 1
    pairs, single = counts.sum(0), counts.sum((0, 1))
    # Witten and Bell: the rarer a pair, the more the shorter context says.
    def trust(of): return of.sum(-1, keepdims=True) / (of.sum(-1, keepdims=True) + 10 * (of > 0).sum(-1, keepdims=True) + 1)
    two = trust(pairs) * shares(pairs) + (1 - trust(pairs)) * shares(single)
    three = trust(counts) * shares(counts) + (1 - trust(counts)) * two[None]
    bits = np.clip(np.round(-16 * np.log2(np.maximum(three, 1e-9))), 0, 255).astype(np.uint8)
    bits.tofile(options.out)
    print(f"{counts.sum():.0f} characters; {-(counts * np.log2(three)).sum() / counts.sum():.2f} bits a character")


if __name__ == "__main__":
    main()
