"""Which strings the sources hold, read by Babel: no gettext tools are needed anywhere.

Templates go through Django's own ``templatize``, which is what ``makemessages`` uses.
"""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from babel.messages.extract import extract
from django.utils.translation.template import TRANSLATOR_COMMENT_MARK, templatize

from scripts.console import ROOT
from scripts.prepare import ROOMS

KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
TEMPLATE_ENDINGS = {".html", ".txt", ".xml"}


@dataclass
class Message:
    """One string to translate and the files that hold it."""

    msgid: str
    plural: str = ""
    context: str | None = None
    files: set[str] = field(default_factory=set)
    comments: set[str] = field(default_factory=set)


def messages() -> dict[tuple[str | None, str], Message]:
    """Return every string of the project by context and msgid."""
    found: dict[tuple[str | None, str], Message] = {}
    for path in sources():
        for msgid, plural, context, comments in strings_of(path):
            message = found.setdefault((context, msgid), Message(msgid, context=context))
            message.plural = message.plural or plural
            message.files.add(path.relative_to(ROOT).as_posix())
            message.comments.update(comments)
    return found


def sources() -> Iterator[Path]:
    for room in (*ROOMS, "templates"):
        for path in sorted((ROOT / room).rglob("*")):
            code = path.suffix == ".py" and "migrations" not in path.parts
            if code or (path.suffix in TEMPLATE_ENDINGS and "templates" in path.parts):
                yield path


def strings_of(path: Path) -> Iterator[tuple[str, str, str | None, list[str]]]:
    """Yield msgid, plural, context and translators' comments of one file."""
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        # Inside brackets Python's tokenizer does not mind the indentation of what is left of the template.
        text = f"(\n{templatize(text, origin=str(path))}\n)"
    source = io.BytesIO(text.encode())
    options = {"encoding": "utf-8"}
    for _line, message, comments, context in extract(
        "python", source, KEYWORDS, [TRANSLATOR_COMMENT_MARK], options=options
    ):
        singular, plural = message if isinstance(message, tuple) else (message, "")
        if singular:
            yield singular, plural, context, comments


BLOCK = re.compile(r"{%-?\s*blocktrans(?:late)?\b.*?%}.*?{%-?\s*endblocktrans(?:late)?\s*-?%}", re.DOTALL)
SILENT = re.compile(
    r"{%\s*comment\b.*?{%\s*endcomment\s*%}|{#.*?#}|{%.*?%}|{{.*?}}|<!--.*?-->|<(script|style)\b.*?</\1>", re.DOTALL
)
SPOKEN_ATTRIBUTE = re.compile(r"""\b(?:alt|title|placeholder|aria-label)\s*=\s*(["'])(.*?)\1""", re.DOTALL)
TAG = re.compile(r"<[^>]*>")
WORD = re.compile(r"[^\W\d_]{2,}")


def bare_words(template: str, allowed: frozenset[str] = frozenset()) -> list[str]:
    """Return the words a template says outside any translation, in the order of their places."""
    text = SILENT.sub(" ", BLOCK.sub(" ", template))
    spoken = [value for _quote, value in SPOKEN_ATTRIBUTE.findall(text)]
    plain = re.sub(r"&\w+;", " ", TAG.sub(" ", text))
    return [word for part in (plain, *spoken) for word in WORD.findall(part) if word not in allowed]
