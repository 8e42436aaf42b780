"""The faces that print is drawn in for training. DejaVu, in which the test kit draws its documents,
is not among them: what is measured there was never seen here."""

import fnmatch
import functools
import glob

from fontTools.ttLib import TTFont
from PIL import ImageFont

PACKAGES = """fonts-liberation2 fonts-noto-core fonts-open-sans fonts-roboto-unhinted fonts-lato fonts-cantarell fonts-freefont-ttf
fonts-inconsolata fonts-urw-base35 fonts-crosextra-carlito fonts-crosextra-caladea fonts-hack-ttf fonts-firacode fonts-ebgaramond
fonts-linuxlibertine fonts-karla fonts-oxygen fonts-play fonts-cabin fonts-sil-andika fonts-sil-charis fonts-sil-gentium fonts-ocr-b"""

CUTS = {  # share of lines: pattern of files
    34: "LiberationSans-* LiberationSansNarrow-* NimbusSans-* NimbusSansNarrow-* FreeSans* Roboto-Regular* Roboto-Medium* Roboto-Bold* RobotoCondensed-Regular* RobotoCondensed-Bold* RobotoCondensed-Medium*",
    26: "NotoSans-* OpenSans-Regular* OpenSans-Semibold.ttf OpenSans-Bold.ttf OpenSans-Cond* Lato-Regular* Lato-Medium.ttf Lato-Bold.ttf Lato-Semibold.ttf Lato-Heavy.ttf Carlito-* Cantarell-Regular* Cantarell-Bold* Karla-Regular* Karla-Bold.otf Karla-Medium.otf Oxygen-Sans* Play-* Cabin-Regular* Cabin-Bold* CabinCondensed-* Andika-Regular* Andika-Bold.ttf LinBiolinum_R.otf LinBiolinum_RB.otf URWGothic-Book.otf URWGothic-Demi.otf",
    18: "LiberationSerif-* NotoSerif-* FreeSerif* NimbusRoman-* C059-* P052-* URWBookman-* Caladea-* EBGaramond12-* CharisSIL-* GenR102* Gentium-R* LinLibertine_R.otf LinLibertine_RB.otf",
    14: "LiberationMono-* FreeMono* NimbusMonoPS-* Inconsolata* Hack-* FiraCode-Regular* FiraCode-Medium* FiraCode-Bold* OxygenMono-*",
    8: "OCRB.otf OCRBS.otf",
}
FOLDERS = ["/usr/share/fonts/**/*.?tf", "/usr/share/texmf/**/*.?tf"]


@functools.cache
def cuts():
    """[(share, files)], each pattern's files once."""
    files = sorted(file for folder in FOLDERS for file in glob.glob(folder, recursive=True))
    chosen = [(share, [file for file in files if any(fnmatch.fnmatch(file.rsplit("/", 1)[1], pattern) for pattern in patterns.split())]) for share, patterns in CUTS.items()]
    if not all(files for _, files in chosen):
        raise SystemExit("install " + " ".join(PACKAGES.split()))
    return chosen


@functools.cache
def letters(file):
    return frozenset(chr(code) for code in TTFont(file, lazy=True, fontNumber=0).getBestCmap())


@functools.lru_cache(400)
def sized(file, capitals):
    """The font at which capitals have that height, in pixels."""
    box = ImageFont.truetype(file, 200).getbbox("H")
    return ImageFont.truetype(file, max(4, round(200 * capitals / (box[3] - box[1]))))


def pick(dice, text):
    """A file whose letters have all of the text's."""
    for _ in range(20):
        share = dice.choices(cuts(), [share for share, _ in cuts()])[0]
        file = dice.choice(share[1])
        if all(c in letters(file) for c in text):
            return file
    return next(file for file in cuts()[0][1] if file.endswith("LiberationSans-Regular.ttf"))
