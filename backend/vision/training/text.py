"""Lines of machine-readable zones (ICAO Doc 9303 parts 3 to 7), invented."""

import random

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
DIGITS = "0123456789"
ALPHABET = "<" + DIGITS + LETTERS
"""Class 0 of the network is the blank of CTC; class i + 1 is ALPHABET[i]."""

TWIN_SHARE = 0.35
"""How many numbers are made of characters that print alike."""
# Letters as often as names have them, the rare ones lifted so that none is unseen.
NAME_LETTERS = "AAAAEEEEIIIOOOUUNNRRSSLLMMTTDDCCGGHHKKBBPPFFVVWWYYJJZZQX"
TWINS = ["O0", "O0", "O0", "O0", "O0", "O0", "0DQO", "I1", "1IL", "B8", "8BS", "S5", "Z2", "G6", "6GC", "MNHW", "EFC"]
"""Characters that print alike; numbers are drawn of them so that shape decides and not habit."""
STATES = (
    "D<< GBR USA FRA ITA ESP NLD BEL POL CZE HUN UTO CHN IND JPN KOR BRA ARG MEX CAN AUS NZL SWE NOR "
    "FIN DNK ISL EST LVA LTU ROU BGR GRC TUR UKR RUS EGY ZAF NGA GHA KEN MAR DZA TUN QAT ARE SAU ISR "
    "IRN IRQ PAK BGD LKA NPL THA VNM MYS SGP IDN PHL CHE AUT PRT IRL LUX MLT CYP HRV SVN SVK SRB MKD "
    "ALB BIH MDA GEO ARM AZE KAZ UZB RKS UNO EUE XXA GBD"
).split()


def check_digit(text):
    """Weights 7, 3, 1 modulo 10 (Doc 9303-3 section 4.9)."""
    value = lambda c: 0 if c == "<" else int(c, 36)
    return str(sum(value(c) * (7, 3, 1)[i % 3] for i, c in enumerate(text)) % 10)


def word(dice, shortest=2, longest=12):
    return "".join(dice.choice(NAME_LETTERS) for _ in range(dice.randint(shortest, longest)))


def name(dice, length):
    primary = "<".join(word(dice) for _ in range(dice.choice([1, 1, 1, 2])))
    secondary = "<".join(word(dice) for _ in range(dice.choice([0, 1, 1, 2, 3])))
    return f"{primary}<<{secondary}"[:length].ljust(length, "<")


def number(dice, length=9):
    kind = dice.random()
    if kind < TWIN_SHARE:
        twins = dice.choice(TWINS)
        usual = lambda: dice.choice(DIGITS + LETTERS) if dice.random() < 0.4 else dice.choice(DIGITS)
        text = "".join(dice.choice(twins) if dice.random() < 0.5 else usual() for _ in range(dice.randint(7, length)))
    elif kind < 0.5:
        text = "".join(dice.choice(DIGITS) for _ in range(length))
    elif kind < 0.7:
        text = "".join(dice.choice(LETTERS) for _ in range(dice.randint(1, 2)))
        text += "".join(dice.choice(DIGITS) for _ in range(dice.randint(5, length - len(text))))
    else:
        text = "".join(dice.choice(LETTERS + DIGITS) for _ in range(dice.randint(7, length)))
    return text.ljust(length, "<")


def date(dice):
    return f"{dice.randint(0, 99):02}{dice.randint(1, 12):02}{dice.randint(1, 28):02}"


def state(dice):
    if dice.random() < 0.3:
        return "".join(dice.choice(LETTERS) for _ in range(3))
    return dice.choice(STATES)


def optional(dice, length):
    kind = dice.random()
    if kind < 0.4:
        return "<" * length
    letters = DIGITS if kind < 0.6 else LETTERS + DIGITS if kind < 0.85 else dice.choice(TWINS) + DIGITS
    text = "".join(dice.choice(letters) for _ in range(dice.randint(1, length)))
    return text.ljust(length, "<")


def dated(dice):
    birth, expiry = date(dice), date(dice)
    return birth + check_digit(birth), expiry + check_digit(expiry)


def book(dice, length):
    """Two lines: TD3 and MRV-A (44), TD2 and MRV-B (36)."""
    codes = ["P<", "P<", "PP", "PA", "PD", "PO", "V<", "VN"] if length == 44 else ["I<", "ID", "AC", "V<", "VC", "IR"]
    upper = dice.choice(codes) + state(dice)
    upper += name(dice, length - len(upper))
    holder, (birth, expiry) = number(dice), dated(dice)
    holder += check_digit(holder)
    more = optional(dice, length - 30 if length == 44 else 7)
    lower = holder + state(dice) + birth + dice.choice("MF<") + expiry + more
    if length == 44:
        lower += check_digit(more)
    lower += check_digit(lower[:10] + lower[13:20] + lower[21:])
    return [upper, lower]


def card(dice):
    """Three lines of 30: TD1."""
    holder, (birth, expiry) = number(dice), dated(dice)
    first = dice.choice(["I<", "ID", "C1", "AR", "IR", "IT", "AC"]) + state(dice)
    first += holder + check_digit(holder) + optional(dice, 15)
    second = birth + dice.choice("MF<") + expiry + state(dice) + optional(dice, 11)
    second += check_digit(first[5:] + second[:7] + second[8:15] + second[18:29])
    return [first, second, name(dice, 30)]


def zone(dice: random.Random, length):
    """The lines of a zone; some are letters at random, so that the network reads what is there
    instead of what usually is."""
    lines = card(dice) if length == 30 else book(dice, length)
    if dice.random() < 0.2:
        share = dice.choice([0.5, 0.85, 1.0])
        lines = ["".join(dice.choice(ALPHABET) if dice.random() < share else "<" for _ in line) for line in lines]
    return lines
