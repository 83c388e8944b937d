"""Words that templates may say in every language alike: names and formats."""

ALLOWED_WORDS = frozenset(
    {"Kreativní", "Ústecko", "CSV", "JSON", "XLSX", "GeoJSON", "RSS", "Atom", "PDF", "ORP", "IČO", "BibTeX", "RIS"}
)
