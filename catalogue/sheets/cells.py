"""What stands in one cell: harmless in a spreadsheet, and several things in one cell that can be read back."""

import re
from collections.abc import Iterable

# A spreadsheet takes what begins like this for a formula; a program may be called by one.
_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_DISARMED = re.compile(r"''*[=+\-@\t\r]")
_BLANKS = " \t\r\n\v\f"
_ESCAPES = {"\\": "\\\\", "\n": "\\n", "\r": ""}


class CellError(ValueError):
    """The cell cannot be understood; the text says why, for the curator."""


def armless(text: str) -> str:
    """Return the text with an apostrophe before it where a spreadsheet would take it for a formula."""
    return f"'{text}" if _FORMULA.match(text) else text


def plain(text: str) -> str:
    """Return the cell without blanks around it; takes off exactly the apostrophe that ``armless`` puts on."""
    text = text.replace("\0", "").replace("\r\n", "\n").strip(_BLANKS)
    return text[1:] if _DISARMED.match(text) else text


def one_line(text: str) -> str:
    """Return the text on one line; other blanks, such as those that do not break, stay as they are."""
    return re.sub(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+", " ", text)


def joined(parts: Iterable[str], sign: str, *, around: str = "") -> str:
    """Return the parts in one text, parted by ``sign``; ``parted`` gives them back as they were."""
    escapes = str.maketrans({**_ESCAPES, sign: f"\\{sign}"})
    return f"{around}{sign}{around}".join(part.translate(escapes) for part in parts)


def parted(text: str, sign: str) -> list[str]:
    """Return the parts of a text that ``joined`` made, without blanks around them; empty ones are left out."""
    parts, escaped = [""], False
    for one in text:
        if escaped:
            parts[-1] += "\n" if one == "n" else one
            escaped = False
        elif one == "\\":
            escaped = True
        elif one == sign:
            parts.append("")
        else:
            parts[-1] += one
    return [part.strip(_BLANKS) for part in parts if part.strip(_BLANKS)]


def entry(head: str, facts: dict[str, str]) -> str:
    """Return one line of a cell: what it is, then its facts: ``"Vlastní dílna | do=2027-05-01"``."""
    return joined([head, *(f"{key}={value}" for key, value in facts.items() if value)], "|", around=" ")


def read_entry(line: str) -> tuple[str, dict[str, str]]:
    """Return the head and the facts of a line that ``entry`` made; a fact without a name is left out."""
    head, *rest = parted(line, "|") or [""]
    pairs = [fact.partition("=") for fact in rest]
    return head, {key.strip(): value.strip(_BLANKS) for key, sign, value in pairs if sign}
