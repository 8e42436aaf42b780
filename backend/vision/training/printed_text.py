"""Lines of print as identity documents bear them, invented: names, numbers, dates, labels,
addresses, in Latin script with its diacritics, and some characters at random."""

import importlib
import os
import random
import unicodedata

DIGITS = "0123456789"
CAPITALS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
MARKED = ("ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝÞĀĂĄĆČĎĐĒĖĘĚĞĢĪĮİĶĹĻĽŁŃŅŇŌŐŒŔŘŚŞŠŢŤŪŮŰŲŴŶŸŹŻŽ"
          "ßàáâãäåæçèéêëìíîïðñòóôõöøùúûüýþÿāăąćčďđēėęěğģīįıķĺļľłńņňōőœŕřśşšţťūůűųŵŷźżž")
MARKS = ".,-/'():<#&+*\"°%;=_!?@"
ALPHABET = DIGITS + CAPITALS + CAPITALS.lower() + MARKS + MARKED + " "
"""Class 0 is the blank; the others follow in this order. The commas of Ș and Ț are drawn as the
cedillas that most fonts give them."""

MONTHS = {
    "en": "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC", "fr": "JANV FÉVR MARS AVR MAI JUIN JUIL AOÛT SEPT OCT NOV DÉC",
    "de": "JAN FEB MÄR APR MAI JUN JUL AUG SEP OKT NOV DEZ", "es": "ENE FEB MAR ABR MAY JUN JUL AGO SEP OCT NOV DIC",
    "it": "GEN FEB MAR APR MAG GIU LUG AGO SET OTT NOV DIC", "pt": "JAN FEV MAR ABR MAI JUN JUL AGO SET OUT NOV DEZ",
    "nl": "JAN FEB MAA APR MEI JUN JUL AUG SEP OKT NOV DEC", "fi": "TAM HEL MAA HUH TOU KES HEI ELO SYY LOK MAR JOU",
    "pl": "STY LUT MAR KWI MAJ CZE LIP SIE WRZ PAŹ LIS GRU", "long": "JANUARY FEBRUARY MARCH APRIL MAY JUNE JULY AUGUST SEPTEMBER OCTOBER NOVEMBER DECEMBER",
}
LABELS = """Surname|Nom|Apellidos|Nachname|Cognome|Apelido|Naam|Efternamn|Nazwisko|Příjmení|Prezime|Nume|Sukunimi|Last name|Family name|Name
Given names|Prénoms|Nombre|Vornamen|Nome|Nomes próprios|Voornamen|Förnamn|Imiona|Jméno|Ime|Prenume|Etunimet|First name|Forenames
Date of birth|Date de naissance|Fecha de nacimiento|Geburtsdatum|Data di nascita|Data de nascimento|Geboortedatum|Födelsedatum|Data urodzenia|Datum narození|Datum rođenja|Data naşterii|Syntymäaika|DOB
Place of birth|Lieu de naissance|Lugar de nacimiento|Geburtsort|Luogo di nascita|Local de nascimento|Geboorteplaats|Födelseort|Miejsce urodzenia|Místo narození|Mjesto rođenja
Date of issue|Date de délivrance|Fecha de expedición|Ausstellungsdatum|Data di rilascio|Datum van afgifte|Utfärdad|Data wydania|Datum vydání|ISS|Issued
Date of expiry|Date d'expiration|Fecha de caducidad|Gültig bis|Data di scadenza|Geldig tot|Giltig till|Data ważności|Platnost do|EXP|Expires|Valid until|Valable jusqu'au
Passport No.|No. du passeport|Pasaporte nº|Reisepass Nr.|Passaporto n.|Document No.|Card No|No de la carte|Licence number|DLN|ID No.|Identity Card Number|DL|LIC#|Číslo dokladu|Nr paszportu
Nationality|Nationalité|Nacionalidad|Staatsangehörigkeit|Cittadinanza|Nationaliteit|Medborgarskap|Obywatelstwo|Státní občanství|Državljanstvo|Kansalaisuus
Sex|Sexe|Sexo|Geschlecht|Sesso|Geslacht|Kön|Płeć|Pohlaví|Spol|Sukupuoli|SEX|Gender
Authority|Autorité|Autoridad|Behörde|Autorità|Autoridade|Autoriteit|Myndighet|Organ wydający|Vydal|Issued by|Issuing authority
Personal No.|No. personnel|Personnummer|Personal number|Rodné číslo|OIB|PESEL|CNP|NIE|DNI|Code|Type|Height|Taille|Größe|Eyes|Augenfarbe|Class|Categories|Restrictions|Endorsements|HGT|WGT|EYES|HAIR|END|REST|DD|Address|Domicile|Anschrift|Signature|Unterschrift|Holder's signature|Bearer|Remarks|Observations""".split("\n")
TITLES = """PASSPORT|PASSEPORT|REISEPASS|PASAPORTE|PASSAPORTO|PASZPORT|IDENTITY CARD|CARTE D'IDENTITÉ|PERSONALAUSWEIS|CARTA DI IDENTITÀ|DOCUMENTO NACIONAL DE IDENTIDAD
DRIVER LICENSE|DRIVER'S LICENCE|DRIVING LICENCE|PERMIS DE CONDUIRE|FÜHRERSCHEIN|PATENTE DI GUIDA|IDENTIFICATION CARD|RESIDENCE PERMIT|TITRE DE SÉJOUR|VISA|REPUBLIC|RÉPUBLIQUE|KINGDOM|UNITED STATES OF AMERICA
EUROPEAN UNION|UNION EUROPÉENNE|SPECIMEN|NONE|USA|GBR|ORGAN DONOR|VETERAN|DUPLICATE|UNDER 21 UNTIL""".replace("\n", "|").split("|")


def spelt(text):
    """The text in the alphabet; nothing when a character isn't in it."""
    text = unicodedata.normalize("NFC", text)
    for comma, cedilla in zip("ȘșȚț’‘`–—", "ŞşŢţ'''--"):
        text = text.replace(comma, cedilla)
    return text if text and all(c in ALPHABET for c in text) else None


def listed(kind, attributes):
    """Every list's words, sorted; values with weights and short lists are left out."""
    folder = os.path.dirname(importlib.import_module(f"faker.providers.{kind}").__file__)
    lists = []
    for locale in sorted(entry for entry in os.listdir(folder) if "_" in entry and not entry.startswith("__")):
        provider = importlib.import_module(f"faker.providers.{kind}.{locale}").Provider
        values = [getattr(provider, attribute, ()) for attribute in attributes]
        words = {spelt(word) for some in values if not isinstance(some, property) for word in some if isinstance(word, str)}
        words.discard(None)
        if len(words) > 3:
            lists.append(sorted(words))
    return lists


STREETS = "Street Road Avenue Rue Straße Calle Via Rua ulica gatan Lane DR BLVD ST AVE APT Weg platz".split()


class Words:
    """Names and places of Faker's lists, some fifty languages and countries, each counting the same."""

    def __init__(self):
        self.names = listed("person", ("first_names", "first_names_male", "first_names_female", "last_names"))
        self.places = listed("address", ("cities", "city_names", "countries", "states", "provinces"))

    def name(self, dice):
        return dice.choice(dice.choice(self.names))

    def place(self, dice):
        return dice.choice(dice.choice(self.places))


def digits(dice, count):
    return "".join(dice.choice(DIGITS) for _ in range(count))


def number(dice):
    kind = dice.random()
    if kind < 0.3:
        return digits(dice, dice.randint(6, 12))
    if kind < 0.6:
        return "".join(dice.choice(CAPITALS) for _ in range(dice.randint(1, 3))) + dice.choice(["", "", " ", "-"]) + digits(dice, dice.randint(5, 9))
    if kind < 0.8:
        return "".join(dice.choice(CAPITALS + DIGITS) for _ in range(dice.randint(6, 16)))
    if kind < 0.86:  # as specimens have them: one digit again and again
        return "".join(dice.choice(CAPITALS) for _ in range(dice.randint(0, 2))) + dice.choice(DIGITS + "000") * dice.randint(4, 9) + digits(dice, dice.randint(0, 3))
    groups = [digits(dice, dice.randint(2, 4)) for _ in range(dice.randint(2, 4))]
    return dice.choice([" ", "-", ".", "/"]).join(groups)


def date(dice):
    day, month, year = dice.randint(1, 31), dice.randint(1, 12), str(dice.randint(1920, 2045))
    if dice.random() < 0.5:
        mark = dice.choice([".", "/", "-", " ", ". "])
        parts = dice.choice([[f"{day:02}", f"{month:02}", year], [f"{month:02}", f"{day:02}", year], [year, f"{month:02}", f"{day:02}"], [f"{day:02}", f"{month:02}", year[2:]]])
        return mark.join(parts)
    names = MONTHS[dice.choice(["en", "en", "en"] + list(MONTHS))].split()
    name = names[month - 1]
    if dice.random() < 0.3:
        name += dice.choice(["/", " / ", " /"]) + MONTHS[dice.choice(list(MONTHS)[:-1])].split()[month - 1]
    name = name if dice.random() < 0.8 else name.title()
    return dice.choice([" ", " ", " ", "-", ""]).join([f"{day:02}", name, year if dice.random() < 0.75 else year[2:]])


def label(dice):
    words = [dice.choice(dice.choice(LABELS).split("|")) for _ in range(dice.choice([1, 1, 2, 2, 3]))]
    text = dice.choice(["/", " / ", "/"]).join(words)
    if dice.random() < 0.2:
        text = f"{dice.choice(['1', '2', '3', '4a', '4b', '4c', '4d', '5', '8', '9', '9a', '12', '15', '16', '17', '18'])}{dice.choice(['.', ' ', '. '])}{text}"
    if dice.random() < 0.2:
        text += f" ({dice.randint(1, 13)})"
    return text if dice.random() < 0.6 else text.upper()


def address(dice, words):
    street = f"{dice.randint(1, 9999)} {words.place(dice)} {dice.choice(STREETS)}" if dice.random() < 0.5 else f"{words.place(dice)} {dice.choice(STREETS)} {dice.randint(1, 300)}"
    town = f"{digits(dice, 5)} {words.place(dice)}" if dice.random() < 0.5 else f"{words.place(dice)}, {''.join(dice.choice(CAPITALS) for _ in range(2))} {digits(dice, 5)}"
    text = dice.choice([street, town, street + ", " + town])
    return text.upper() if dice.random() < 0.6 else text


def short(dice):
    return dice.choice([dice.choice("MFX"), dice.choice("MFX") + "/" + dice.choice("MFX"), f"{dice.randint(4, 6)}'-{dice.randint(0, 11):02}\"", f"{dice.randint(140, 205)} cm", f"{dice.randint(45, 120)} kg",
        f"{dice.randint(100, 300)} lb", dice.choice("BRO BLU GRN HAZ GRY BLK".split()), "".join(dice.choice(CAPITALS) for _ in range(dice.randint(1, 3))), digits(dice, dice.randint(1, 4)), "AM/B1/B/f/k/q"])


def line(dice, words):
    kind = dice.random()
    if kind < 0.30:
        text = dice.choice([" ", " ", "-"]).join(words.name(dice) for _ in range(dice.choice([1, 1, 1, 2, 2, 3])))
        text = text.upper() if dice.random() < 0.75 else text
        if dice.random() < 0.08:
            text = dice.choice(["MR ", "MRS ", "1. ", "1 ", "2 ", "2. "]) + text
    elif kind < 0.42:
        text = number(dice)
    elif kind < 0.57:
        text = date(dice)
    elif kind < 0.71:
        text = label(dice)
    elif kind < 0.77:
        text = label(dice) + dice.choice([" ", ": ", "  "]) + dice.choice([number, date, short])(dice)
    elif kind < 0.84:
        text = address(dice, words)
    elif kind < 0.88:
        text = words.place(dice)
        text = text.upper() if dice.random() < 0.7 else text
    elif kind < 0.92:
        text = short(dice)
    elif kind < 0.94:
        text = dice.choice(TITLES)
    else:
        letters = dice.choice([CAPITALS + DIGITS, ALPHABET, CAPITALS, MARKED, DIGITS + MARKS])
        text = "".join(dice.choice(letters) for _ in range(dice.randint(2, 18)))
    if dice.random() < 0.08:  # a fault of print, so that no word is taken for granted
        at = dice.randrange(len(text))
        text = text[:at] + dice.choice(CAPITALS + DIGITS) + text[at + 1 :]
    text = " ".join(text.split())[: dice.choice([14, 22, 30, 42])].strip()
    return spelt(text.replace("ẞ", "ß")) or line(dice, words)
