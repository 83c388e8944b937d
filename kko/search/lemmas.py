"""Lemmas of Czech words, also of words typed without diacritics.

The dictionary of simplemma knows words as they are spelled. Who types ``teplicich`` finds nothing in
it, so its forms are folded once per process (half a second, 8 MB) and searched as one string.
"""

from functools import lru_cache
from itertools import islice

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


@lru_cache(maxsize=20_000)
def is_czech(word: str) -> bool:
    """Whether the dictionary knows the word as a Czech one; of names it knows the common ones."""
    return any(simplemma.is_known(spelling, lang="cs") for spelling in (word, word.capitalize()))


def warm_up() -> None:
    """Fold the dictionary now, before the first visitor types a word without diacritics."""
    _folded_table()


@lru_cache(maxsize=1)
def _folded_table() -> str:
    """Return lines ``form<TAB>lemma``, both folded, of the forms that differ from their folded selves.

    ASCII, so a search in it runs at memory speed; folded by the thousand, so that no second copy grows.
    """
    known = iter(DefaultDictionaryFactory().get_dictionary("cs").items())
    folded = []
    while batch := list(islice(known, 20_000)):
        lines = "\n".join(f"{form}\t{_text(lemma)}" for form, lemma in batch if not form.isascii() or form[0].isupper())
        folded.append(lines.lower().translate({ord(sign): fold(sign) for sign in set(lines) if not sign.isascii()}))
    return "\n".join(["", *folded, ""])


def _text(lemma: str | bytes) -> str:
    return lemma.decode() if isinstance(lemma, bytes) else lemma
