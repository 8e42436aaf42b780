"""Counts and tables."""

import statistics
from dataclasses import dataclass

import zone


@dataclass
class Result:
    """One reader on one picture."""

    lines: list[str]
    is_exact: bool
    is_valid: bool
    has_given_up: bool
    """It crashed, or took too long."""
    milliseconds: float

    @staticmethod
    def of(reading, truth):
        lines = reading.lines
        is_exact = lines is not None and zone.is_same(lines, truth)
        milliseconds = reading.run.milliseconds
        return Result(lines, is_exact, reading.is_valid, reading.has_given_up, milliseconds)


@dataclass
class Row:
    """One reader on a corpus."""

    name: str
    pictures: int
    exact: int
    valid: int
    wrong_but_valid: int
    given_up: int
    median_milliseconds: float
    mean_milliseconds: float

    @staticmethod
    def of(name, results):
        times = [result.milliseconds for result in results]
        return Row(
            name=name,
            pictures=len(results),
            exact=sum(result.is_exact for result in results),
            valid=sum(result.is_valid for result in results),
            wrong_but_valid=sum(result.is_valid and not result.is_exact for result in results),
            given_up=sum(result.has_given_up for result in results),
            median_milliseconds=round(statistics.median(times), 1),
            mean_milliseconds=round(statistics.mean(times), 1))

    def line(self):
        share = 100 * self.exact / self.pictures
        return (f"| {self.name} | {self.exact} ({share:.0f} %) | {self.valid} "
                f"| {self.wrong_but_valid} | {self.median_milliseconds:.0f} "
                f"| {self.mean_milliseconds:.0f} | {self.given_up} |")


def table(title, rows):
    """The rows in Markdown, and how the first of them stands against the peers."""
    head = ["reader", "exact", "said valid", "wrong but valid", "CPU ms median", "mean", "gave up"]
    lines = [f"### {title}: {rows[0].pictures} pictures", "", "| " + " | ".join(head) + " |",
             "|---" * len(head) + "|", *(row.line() for row in rows), ""]
    return "\n".join([*lines, standing(rows)])


def standing(rows):
    ours = rows[0]
    peers = [row for row in rows if not row.name.startswith("Credence")]
    best = [("exact", ours.exact, max(row.exact for row in peers), 1)]
    for what in ("wrong_but_valid", "median_milliseconds", "mean_milliseconds"):
        least = min(getattr(row, what) for row in peers)
        best.append((what.replace("_", " "), getattr(ours, what), least, -1))
    words = []
    for what, mine, other, sign in best:
        word = "ahead" if sign * (mine - other) > 0 else "level" if mine == other else "behind"
        words.append(f"{what} {word} ({mine:g}, best peer {other:g})")
    return f"{ours.name}: " + "; ".join(words) + ".\n"
