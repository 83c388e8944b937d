"""The search over the whole site, what it offers while one types, and what editors read of it."""

from kko.search.views.results import results
from kko.search.views.suggestions import suggestions

__all__ = ["results", "suggestions"]
