"""Words that suggestions are made of, and how alike two words are."""

from kko.search.folding import fold, words

LEAST_ALIKE = 0.34


def vocabulary_words(text: str) -> list[str]:
    """Return the words of the text worth suggesting, in lower case, sorted, once each."""
    return sorted({word.lower() for word in words(text) if 3 <= len(word) <= 40 and not word.isdigit()})


def trigrams(folded: str) -> frozenset[str]:
    """Return the trigrams of a folded word as PostgreSQL's ``pg_trgm`` counts them."""
    padded = f"  {folded} "
    return frozenset(padded[at : at + 3] for at in range(len(padded) - 2))


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """Return how alike two sets of trigrams are, from 0 to 1; the formula of ``pg_trgm``."""
    shared = len(one & other)
    return shared / (len(one) + len(other) - shared) if shared else 0.0


def nearest(word: str, known: list[tuple[str, str, int]]) -> str | None:
    """Return the known word most like ``word``; ``known`` holds (word, folded, uses)."""
    asked = trigrams(fold(word))
    best = min(((-likeness(asked, trigrams(folded)), -uses, spelled) for spelled, folded, uses in known), default=None)
    return best[2] if best and -best[0] >= LEAST_ALIKE else None
