"""Reads the same pictures with Credence and with its peers, and prints how each of them did."""

import argparse
import json
import shutil
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path

import corpora
from readers import all_readers
from report import Result, Row, table


def main():
    arguments = parse()
    readers = all_readers(arguments.credence)
    document = {"readers": [[reader.name, reader.version] for reader in readers], "corpora": []}
    for title, pictures in list_corpora(arguments):
        results = measured(readers, pictures, arguments.seconds)
        parts = [(title, pictures)]
        upright = [picture for picture in pictures if picture.is_upright]
        if len(upright) < len(pictures):
            parts.append((f"{title}, only those held upright", upright))
        for name, part in parts:
            rows = [Row.of(reader.name, [results[reader.name, picture.path] for picture in part])
                    for reader in readers]
            print(table(name, rows), flush=True)
            document["corpora"].append({"title": name, "rows": [asdict(row) for row in rows]})
        document["corpora"][-len(parts)]["readings"] = [
            {"reader": name, "file": path.name, **asdict(result)}
            for (name, path), result in results.items()]
    if arguments.json:
        arguments.json.write_text(json.dumps(document, indent=1) + "\n")


def parse():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--credence", default=str(corpora.ROOT / "target/release/credence"),
                        help="the binary")
    parser.add_argument("--data", type=Path, default=corpora.ROOT.parent / "shared/data",
                        help="folder with manifest.tsv and the real pictures")
    parser.add_argument("--photographs", type=int, default=40, help="how many are drawn")
    parser.add_argument("--drawn", type=Path, metavar="FOLDER",
                        help="photographs that the test kit's example corpus drew before")
    parser.add_argument("--seconds", type=int, default=60,
                        help="a reader that takes longer has not read the picture")
    parser.add_argument("--json", type=Path, metavar="FILE", help="writes every reading")
    arguments = parser.parse_args()
    for program in (arguments.credence, "tesseract"):
        if not shutil.which(program):
            parser.error(f"{program} is not there; see README.md")
    return arguments


def list_corpora(arguments):
    """Each with its title; one whose pictures are not there is left out, and that is said."""
    if (arguments.data / "manifest.tsv").exists():
        yield "Real pictures", corpora.real(arguments.data)
    else:
        print(f"Real pictures: left out, {arguments.data} is not there\n")
    if arguments.drawn:
        yield "Drawn photographs", corpora.drawn(arguments.drawn)
    elif arguments.photographs:
        with tempfile.TemporaryDirectory() as folder:
            corpora.draw(Path(folder), arguments.photographs)
            yield "Drawn photographs", corpora.drawn(Path(folder))


def measured(readers, pictures, seconds):
    """Results by reader and picture; every picture goes to all of them in turn."""
    for reader in readers:
        if hasattr(reader, "warm_up"):
            reader.warm_up([picture.path for picture in pictures[:3]])
    results = {}
    for number, picture in enumerate(pictures, 1):
        for reader in readers:
            reading = reader.read(picture.path, seconds)
            results[reader.name, picture.path] = Result.of(reading, picture.lines)
        if sys.stderr.isatty():
            print(f"\r{number} of {len(pictures)} ", end="", file=sys.stderr, flush=True)
    return results


if __name__ == "__main__":
    main()
