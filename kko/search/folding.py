"""Text without case and diacritics, its words, and the order of the Czech alphabet."""

import re
import unicodedata

_LETTERS = str.maketrans({"ß": "ss", "ł": "l", "ø": "o", "đ": "d", "æ": "ae", "œ": "oe", "ı": "i"})
_WORD = re.compile(r"[^\W_]+")
_RUNS = re.compile(r"[a-z0-9]+")

# Before and behind the names of people, folded; a letter alone is none.
_TITLES = frozenset(
    """
    akad arch bc bca csc dr dis doc dphil drsc ing judr mal mba mddr mga mgr mpa msc mudr mvdr paeddr pan pani ph phd
    phdr phmr prof rndr rsdr soch thdr thlic
    """.split()  # noqa: SIM905
)

# A letter of its own sorts behind everything that begins with its base letter: "~" is above "z".
_OWN_LETTERS = {"č": "c~", "ř": "r~", "š": "s~", "ž": "z~"}
_MARKS = {"\u0301": "1", "\u030c": "2", "\u030a": "3", "\u0308": "4"}


def fold(text: str) -> str:
    """Return the text in lower case without diacritics: "Žluťoučký" -> "zlutoucky", "Straße" -> "strasse"."""
    decomposed = unicodedata.normalize("NFKD", text.lower().translate(_LETTERS))
    return "".join(sign for sign in decomposed if not unicodedata.combining(sign))


def words(text: str) -> list[str]:
    """Return the words of the text as written, in their order; hyphens and slashes part them."""
    return _WORD.findall(unicodedata.normalize("NFC", text))


def plain(word: str) -> str:
    """Return the word folded and reduced to ``[a-z0-9]``; empty where nothing of it remains."""
    return "".join(_RUNS.findall(fold(word)))[:40]


def name_words(name: str) -> list[str]:
    """Return the folded words of a person's name without titles and initials: of "Mgr. Jana D. Nová, Ph.D." two."""
    folded = [plain(word) for word in words(name)]
    return [word for word in folded if len(word) > 1 and word not in _TITLES]


def says_name(text: str, name: str) -> bool:
    """Whether the text has these names side by side, surname last or first, whatever the marks, case and titles.

    One word alone is no name of somebody in particular: it is never said.
    """
    asked, said = name_words(name), name_words(text)
    ways = (asked, asked[-1:] + asked[:-1], asked[1:] + asked[:1])
    return len(asked) > 1 and any(said[at : at + len(asked)] in ways for at in range(len(said)))


def sort_key(text: str) -> str:
    """Return an ASCII string whose binary order is the Czech alphabet's (ČSN 97 6030).

    Digits come before letters, ``ch`` after ``h``, ``č ř š ž`` after their base letters; the other
    marks decide only between words otherwise the same, and capitals after those. The column that holds
    it must compare by bytes: ``db_collation="C"`` on PostgreSQL, SQLite does so by itself.
    """
    units = [_units(word) for word in words(text[:200])]
    letters = "!".join("".join(unit[0] for unit in word) for word in units)
    marks = "".join(unit[1] for word in units for unit in word).rstrip("0")
    capitals = "".join("1" if sign.isupper() else "0" for word in words(text[:200]) for sign in word).rstrip("0")
    return f"{letters} {marks} {capitals}".rstrip()


def _units(word: str) -> list[tuple[str, str]]:
    """Return for each letter of the word what decides first and what decides second."""
    units: list[tuple[str, str]] = []
    lowered = word.lower()
    for place, sign in enumerate(lowered):
        if sign == "h" and place and lowered[place - 1] == "c":
            units[-1] = ("h~", "0")
        elif sign in _OWN_LETTERS:
            units.append((_OWN_LETTERS[sign], "0"))
        else:
            mark = unicodedata.normalize("NFD", sign)[1:2]
            units.append((plain(sign), _MARKS.get(mark, "5") if mark else "0"))
    return units
