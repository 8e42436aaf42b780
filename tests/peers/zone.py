"""Zones in plain text, for a reader that gives text alone."""

FORMATS = [(3, 30), (2, 36), (2, 44)]
"""Lines, and characters in each (ICAO Doc 9303 parts 4 to 7)."""

SLACK = 3
"""A line may be this much shorter or longer than its format."""


def is_same(lines, truth):
    """Whether every character is right; how many fillers end a line is forgiven to everyone."""
    return [line.rstrip("<") for line in lines] == [line.rstrip("<") for line in truth]


def pick(text):
    """The lines of the text that most resemble a zone, and whether all its check digits are right.

    None where nothing resembles one. Generous: lines of other lengths in between are passed over,
    every run of two or three is tried, and check digits choose among them.
    """
    lines = [line.replace(" ", "") for line in text.splitlines()]
    best = (0, 0, 0, None)
    for count, length in FORMATS:
        near = [fit(line, length) for line in lines if abs(len(line) - length) <= SLACK]
        for start in range(len(near) - count + 1):
            run = near[start:start + count]
            right = check_digits(run)
            fillers = sum(line.count("<") for line in run)
            best = max(best, (sum(right) / len(right), count, fillers, run),
                       key=lambda candidate: candidate[:3])
    share, _, _, run = best
    return run, share == 1


def fit(line, length):
    """The line with fillers added or taken at its end."""
    while len(line) > length and line.endswith("<"):
        line = line[:-1]
    return line.ljust(length, "<")


def check_digits(lines):
    """Which check digits are right; a length that fits no format is one that is wrong."""
    if any(len(line) != len(lines[0]) for line in lines) \
            or (len(lines), len(lines[0])) not in FORMATS:
        return [False]
    if len(lines) == 3:
        upper, lower = lines[0], lines[1]
        # A long number's digit stands among the optional data; the last digit covers both.
        number = upper[14] == "<" or digit(upper[5:14]) == upper[14]
        return [number, digit(lower[:6]) == lower[6], digit(lower[8:14]) == lower[14],
                digit(upper[5:] + lower[:7] + lower[8:15] + lower[18:29]) == lower[29]]
    lower = lines[1]
    is_visa = lines[0].startswith("V")
    number = (lower[9] == "<" and not is_visa) or digit(lower[:9]) == lower[9]
    right = [number, digit(lower[13:19]) == lower[19], digit(lower[21:27]) == lower[27]]
    if not is_visa:
        right.append(digit(lower[:10] + lower[13:20] + lower[21:-1]) == lower[-1])
        if len(lower) == 44:
            empty = not lower[28:42].strip("<") and lower[42] == "<"
            right.append(empty or digit(lower[28:42]) == lower[42])
    return right


def digit(text):
    """The check digit (ICAO Doc 9303-3, 4.9)."""
    total = sum(value(character) * (7, 3, 1)[i % 3] for i, character in enumerate(text))
    return str(total % 10)


def value(character):
    if character == "<":
        return 0
    return int(character, 36)
