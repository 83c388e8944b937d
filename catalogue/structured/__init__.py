"""What machines read on the pages of the catalogue: schema.org in JSON-LD."""

from catalogue.structured.profiles import structured

__all__ = ["structured"]
