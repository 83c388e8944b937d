"""Czech text turned into the keys that the index holds and queries ask for.

A word gives a few keys: itself folded, the stem of that, the stems of its lemmas and of what they derive
from. A query asks for any of the keys of each of its words. English and German words go the same way;
whatever the Czech stemmer does to them it does to the query as well, and the plain form stands beside it.
"""

import re
from functools import lru_cache

import snowballstemmer

from kko.search.folding import fold, plain, sort_key, words
from kko.search.lemmas import folded_lemmas, lemmas

__all__ = ["fold", "index_keys", "query_groups", "sort_key", "words"]

MAX_QUERY_CHARACTERS = 300
MAX_QUERY_WORDS = 8

STOP_WORDS = frozenset(
    """
    a aby ale ani az bez by byl byla bylo co do i jak jako je jen jsem jsme jsou k kde kdo ke ktera ktere ktery ma mezi
    na nad nebo od o po pod pro pri s se si ta tak tam ten to u v ve z za ze
    an and at by for from in of on or the to with
    auf aus bei das dem den der des die ein eine im mit und von zu
    """.split()  # noqa: SIM905
)

# What a derived word comes from. In any form: loutkářské, loutkářství and loutkářka from loutkář; opravujeme and
# opravování from oprava. By the end of the lemma: freskový from freska, dokumentární from dokument, promítání from
# promítat.
_AGENT = re.compile(
    r"(.{2,}(?:ar|er|ir|or|tel))"
    r"(?:sk(?:y|a|e|ou|eho|emu|ych|ym|ymi|em)|stv(?:i|im|ich|imi)|k(?:a|y|e|u|ou|o|am|ach|ami))\Z"
)
_ACT = re.compile(
    r"(.{4,})(?:uj(?:i|u|es|e|eme|ete|ou)|ovat|oval(?:a|o|i|y)?|ovan(?:i|im|y|a|e|eho|emu|ou|ych|ym|ymi))\Z"
)
_DERIVED = (("arni", ""), ("ani", "at"), ("eni", "it"), ("ovy", ""))
_SHORTEST_ORIGIN = 4

_stemmer = snowballstemmer.stemmer("czech")


@lru_cache(maxsize=200_000)
def word_keys(word: str) -> tuple[str, ...]:
    """Return the keys of one word: folded, its stem, the stems of its lemmas; without repetition."""
    folded = plain(word)
    if not folded:
        return ()
    stems = _stems(word.lower(), folded, *(plain(lemma) for lemma in lemmas(word)))
    return tuple(dict.fromkeys((folded, *stems)))


def index_keys(text: str) -> list[str]:
    """Return the keys of all words of the text, in their order; a key stands once."""
    return list(dict.fromkeys(key for word in words(text) for key in word_keys(word)))


def query_words(text: str) -> list[str]:
    """Return the words a query asks for: stop words only where nothing else is asked, eight at most."""
    asked = [word for word in words(text[:MAX_QUERY_CHARACTERS]) if plain(word)]
    telling = [word for word in asked if plain(word) not in STOP_WORDS]
    return list(dict.fromkeys(telling or asked))[:MAX_QUERY_WORDS]


def query_groups(text: str) -> list[tuple[str, ...]]:
    """Return one group of keys for each word of the query; a hit has a key of every group.

    The folded word leads its group (it is what a prefix search completes, and what ranks exact forms
    first); the stems follow.
    """
    return [_query_keys(word) for word in query_words(text)]


@lru_cache(maxsize=20_000)
def _query_keys(word: str) -> tuple[str, ...]:
    keys = word_keys(word)
    folded = keys[0]
    lowered = word.lower()
    if lowered == folded or all(
        lemma.lower() == lowered for lemma in lemmas(word)
    ):  # no marks, or not in the dictionary
        keys += _stems(*folded_lemmas(folded))
    return tuple(dict.fromkeys(keys))


def _stems(*forms: str) -> tuple[str, ...]:
    """Return the folded stems of the forms and of what they derive from, without repetition.

    The stemmer knows some endings with their marks only (seniorům), so a form may come with or without.
    """
    origins = (_origin(form) for form in forms)
    stems = (plain(_stemmer.stemWord(form)) for form in (*forms, *origins) if form)
    return tuple(dict.fromkeys(stem for stem in stems if stem))


def _origin(form: str) -> str:
    """Return the word that a folded form is derived from by a regular ending; empty where none is."""
    if match := _AGENT.match(form) or _ACT.match(form):
        return match[1]
    for ending, instead in _DERIVED:
        origin = form.removesuffix(ending) + instead
        if form.endswith(ending) and len(origin) >= _SHORTEST_ORIGIN:
            return origin
    return ""
