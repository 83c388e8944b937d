"""Words that templates may say in every language alike: names and formats."""

ALLOWED_WORDS = frozenset(
<<<<<<< HEAD
    {"Kreativní", "Ústecko", "CSV", "JSON", "XLSX", "GeoJSON", "RSS", "Atom", "PDF", "ORP", "IČO"}
=======
    {"Kreativní", "Ústecko", "CSV", "JSON", "XLSX", "GeoJSON", "RSS", "PDF", "ORP", "IČO", "BibTeX", "RIS"}
>>>>>>> w-knowledge
)
