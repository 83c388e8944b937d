"""Lemmas of Czech words, also of words typed without diacritics.

The dictionary of simplemma knows words as they are spelled. Who types ``teplicich`` finds nothing in
it, so its forms are folded once per process (about a second, 8 MB) and searched as one string.
"""

from functools import lru_cache

import simplemma
from simplemma.strategies.dictionaries import DefaultDictionaryFactory

from kko.search.folding import fold


@lru_cache(maxsize=100_000)
def lemmas(word: str) -> tuple[str, ...]:
    """Return the lemmas of a Czech word as spelled; the word itself where none is known."""
    found = [simplemma.lemmatize(spelling, lang="cs") for spelling in {word, word.lower()}]
    return tuple(dict.fromkeys(sorted(found)))


@lru_cache(maxsize=20_000)
def folded_lemmas(folded: str) -> tuple[str, ...]:
    """Return the folded lemmas of every Czech form that looks like ``folded`` without its diacritics."""
    table, needle = _folded_table(), f"\n{folded}\t"
    found, at = [], table.find(needle)
    while at >= 0:
        start = at + len(needle)
        found.append(table[start : table.index("\n", start)])
        at = table.find(needle, start)
    return tuple(sorted(set(found)))


@lru_cache(maxsize=1)
def _folded_table() -> str:
    """Return lines ``form<TAB>lemma``, both folded; ASCII, so a search runs at memory speed."""
    known = DefaultDictionaryFactory().get_dictionary("cs")
    lines = "\n".join(f"{form}\t{_text(lemma)}" for form, lemma in known.items())
    return f"\n{fold(lines)}\n"


def _text(lemma: str | bytes) -> str:
    return lemma.decode() if isinstance(lemma, bytes) else lemma
