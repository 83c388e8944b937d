"""Found words marked in a text, in whatever form they stand there."""

import re
import unicodedata

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from kko.search.analysis import STOP_WORDS, word_keys
from kko.search.asking import all_keys, query_terms
from kko.search.folding import plain

PREFIX_FROM = 3  # to mark every word that begins with two letters would make a page spotted
_WORD = re.compile(r"[^\W_]+")


class Highlighter:
    """Marks the words of one query in any number of texts."""

    def __init__(self, query: str) -> None:
        terms = query_terms(query)
        self._keys = all_keys(terms)
        self._beginning = terms[-1][0][-1][0] if terms else ""

    def mark(self, text: str) -> SafeString:
        """Return the text as safe HTML, with ``<mark>`` about each word that the query asks for."""
        parts, end = [], 0
        text = unicodedata.normalize("NFC", text)
        for word in _WORD.finditer(text):
            if self._is_asked(word[0]):
                parts += [escape(text[end : word.start()]), "<mark>", escape(word[0]), "</mark>"]
                end = word.end()
        html = "".join([*parts, escape(text[end:])]).replace("</mark> <mark>", " ")
        return mark_safe(html)

    def _is_asked(self, word: str) -> bool:
        folded = plain(word)
        if folded in STOP_WORDS and folded not in self._keys:
            return False
        begins = len(self._beginning) >= PREFIX_FROM and folded.startswith(self._beginning)
        return begins or not self._keys.isdisjoint(word_keys(word))
