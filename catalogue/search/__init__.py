"""What of the catalogue can be found: profiles, municipalities, and projects with what they left."""

from catalogue.search.municipalities import MUNICIPALITY_KIND, municipality_documents
from catalogue.search.profiles import KIND, documents

__all__ = ["KIND", "MUNICIPALITY_KIND", "documents", "municipality_documents"]
