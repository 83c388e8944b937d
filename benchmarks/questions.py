"""What visitors of the benchmark ask for: addresses with three facets, and with words and three facets."""

from urllib.parse import urlencode

SECTORS = ["design", "hudba", "vytvarne-umeni", "remesla", "audiovize", "architektura"]
DISTRICTS = ["usti-nad-labem", "teplice", "decin", "most", "chomutov", "litomerice", "louny"]
OFFERS = ["commissions", "collaboration", "mentoring", "teaching"]

WORDS = {
    "common": ["keramika", "design", "hudba", "fotograf", "Teplice"],
    "rare": ["Jiskra", "Žaneta", "Škola Ořech", "Ďurica"],
    "inflected": ["keramiku", "fotografky", "v Teplicích", "muzikantů", "ilustrátorek"],
    "without marks": ["rezbar", "svetelny design"],
    "no hits": ["kvantový výtah", "xyloqwert"],
}


def lists(count: int = 28) -> list[str]:
    """Return addresses of the list with a sector (every fourth time two), a district and an availability."""
    return [_address(_facets(number)) for number in range(count)]


def searches() -> list[str]:
    """Return addresses with words and three facets: every group of words, each word with other facets."""
    words = [word for group in WORDS.values() for word in group]
    return [_address([("q", word), *_facets(number)]) for number, word in enumerate([*words, *words[::-1]])]


def _facets(number: int) -> list[tuple[str, str]]:
    sectors = [SECTORS[number % len(SECTORS)]]
    if number % 4 == 3:
        sectors.append(SECTORS[(number + 2) % len(SECTORS)])
    district, offer = DISTRICTS[number % len(DISTRICTS)], OFFERS[number % len(OFFERS)]
    return [*(("odvetvi", sector) for sector in sectors), ("okres", district), ("nabizi", offer)]


def _address(pairs: list[tuple[str, str]]) -> str:
    return f"/katalog/?{urlencode(pairs)}"
