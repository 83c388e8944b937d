"""What of the catalogue can be found: profiles, and projects with what they left."""

from catalogue.search.profiles import KIND, documents

__all__ = ["KIND", "documents"]
