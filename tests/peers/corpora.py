"""Pictures with the lines that they truly show."""

import subprocess
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

FIRST = 100_000
"""Photographs that were tuned on have other numbers; `backend/accuracy` starts here too."""


@dataclass
class Picture:
    path: Path
    lines: list[str]
    is_upright: bool = True


def real(data):
    """The pictures of `manifest.tsv`: file, source, expected lines joined by `|`."""
    rows = (data / "manifest.tsv").read_text().splitlines()
    rows = [row.split("\t") for row in rows if row.startswith("mrz/")]
    return [Picture(data / row[0], row[2].split("|")) for row in rows]


def draw(folder, count):
    """Writes so many photographs, held out from tuning, into the folder."""
    example = ["cargo", "run", "--quiet", "--release", "-p", "credence-testkit", "--example",
               "corpus", "--", str(folder), str(count), str(FIRST)]
    subprocess.run(example, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)


def drawn(folder):
    """The photographs that the test kit's example `corpus` wrote into the folder."""
    table = (folder / "mrz" / "truth.tsv").read_text().splitlines()[1:]
    pictures = []
    for row in table:
        file, _, lines, _, corners = row.split("\t")
        pictures.append(Picture(folder / "mrz" / file, lines.split("|"), is_upright(corners)))
    return pictures


def is_upright(corners):
    """Whether the first line runs to the right, within 45°; its corners start upper left."""
    left, right = ([float(part) for part in corner.split(",")] for corner in corners.split()[:2])
    along, down = right[0] - left[0], right[1] - left[1]
    return along > abs(down)
