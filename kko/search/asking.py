"""What a query asks for: its words in any form, or what editors say means the same.

The synonyms are kept in each process for a few seconds (``KKO_SYNONYMS_SECONDS``), so a search costs no query
for them; the process that changed them reads them anew at once.
"""

import time
from dataclasses import dataclass, field
from typing import NamedTuple

from django.conf import settings

from kko.search.analysis import query_groups, word_keys, words
from kko.search.models import Promotion, Synonym, phrases

MOST_SYNONYMS = 1_000
MOST_MEANINGS = 8  # of one word: each makes the query longer

Group = tuple[str, ...]  # keys of one word, any of which will do; the folded word leads
Alternative = tuple[Group, ...]  # words that stand together, all of them
Term = tuple[Alternative, ...]  # what was asked first, then what means the same


class Rule(NamedTuple):
    """Whoever asks for ``phrase`` is content with any of ``meanings``."""

    phrase: Alternative
    meanings: Term


@dataclass(frozen=True)
class Thesaurus:
    """The rules by the keys of the first word of their phrase."""

    rules: dict[str, list[Rule]] = field(default_factory=dict)

    def term_at(self, groups: list[Group], start: int) -> tuple[Term, int]:
        """Return the term that begins with the word at ``start``, and how many words of the query it takes."""
        candidates = {id(rule): rule for key in groups[start] for rule in self.rules.get(key, ())}
        fitting = [rule for rule in candidates.values() if _fits(rule.phrase, groups[start:])]
        if not fitting:
            return ((groups[start],),), 1
        taken = max(len(rule.phrase) for rule in fitting)
        asked = tuple(groups[start : start + taken])
        meanings = [meaning for rule in fitting if len(rule.phrase) == taken for meaning in rule.meanings]
        return tuple(dict.fromkeys([asked, *meanings[:MOST_MEANINGS]])), taken


def query_terms(text: str) -> list[Term]:
    """Return what the query asks for; a hit has every term, by any of its alternatives."""
    groups, known, terms, start = query_groups(text), _known(), [], 0
    while start < len(groups):
        term, taken = known.term_at(groups, start)
        terms.append(term)
        start += taken
    return terms


def all_keys(terms: list[Term]) -> frozenset[str]:
    """Return every key that any of the terms asks for."""
    return frozenset(key for term in terms for alternative in term for group in alternative for key in group)


def asks_for(groups: list[Group], phrase: str) -> bool:
    """Whether every word of the phrase is among the asked ones, in any form and order."""
    wanted = query_groups(phrase)
    return bool(wanted) and all(any(set(keys) & set(group) for group in groups) for keys in wanted)


def promoted(text: str, promotions: list[Promotion]) -> list[Promotion]:
    """Return those of ``promotions`` that the query asks for, in their order."""
    groups = query_groups(text)
    return [one for one in promotions if any(asks_for(groups, phrase) for phrase in phrases(one.words))]


def forget_synonyms() -> None:
    """Read the synonyms anew before the next search of this process."""
    _kept.clear()


def keep_synonyms(thesaurus: Thesaurus) -> None:
    """Take these for the synonyms until their time is over."""
    _kept["thesaurus"] = (time.monotonic() + settings.KKO_SYNONYMS_SECONDS, thesaurus)


def read_synonyms() -> Thesaurus:
    """Return what the editors have written down. One query."""
    rules: dict[str, list[Rule]] = {}
    rows = Synonym.objects.order_by("pk").values_list("words", "meanings", "both_ways")[:MOST_SYNONYMS]
    for asked, meant, both_ways in rows:
        sides = [phrases(asked), phrases(meant)]
        everything = list(dict.fromkeys(sides[0] + sides[1]))
        for phrase in everything if both_ways else sides[0]:
            others = [one for one in (everything if both_ways else sides[1]) if one != phrase]
            rule = Rule(_alternative(phrase), tuple(filter(None, map(_alternative, others))))
            for key in set(rule.phrase[0]) if rule.phrase else ():
                rules.setdefault(key, []).append(rule)
    return Thesaurus(rules)


_kept: dict[str, tuple[float, Thesaurus]] = {}


def _known() -> Thesaurus:
    until, thesaurus = _kept.get("thesaurus", (0.0, None))
    if thesaurus is None or time.monotonic() >= until:
        thesaurus = read_synonyms()
        keep_synonyms(thesaurus)
    return thesaurus


def _alternative(phrase: str) -> Alternative:
    return tuple(keys for keys in map(word_keys, words(phrase)) if keys)


def _fits(phrase: Alternative, groups: list[Group]) -> bool:
    return len(phrase) <= len(groups) and all(
        set(keys) & set(group) for keys, group in zip(phrase, groups, strict=False)
    )
