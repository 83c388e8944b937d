"""What machines read on the pages of the catalogue: schema.org in JSON-LD."""

from catalogue.structured.profiles import ESCAPES, structured

__all__ = ["ESCAPES", "structured"]
