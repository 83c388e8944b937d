"""The sample profiles as documents, composed from the data alone."""

import csv
import json
from pathlib import Path

from kko.search.documents import Document

ROOT = Path(__file__).resolve().parents[3]
PROFILES = ROOT / "catalogue" / "data" / "sample_profiles.json"


def _reference(name: str) -> Path:
    """Return the reference file where its room keeps it."""
    found = sorted(ROOT.glob(f"*/data/{name}")) + sorted(ROOT.glob(f"kko/*/data/{name}"))
    if not found:
        raise FileNotFoundError(name)
    return found[0]


def sample_documents() -> dict[int, tuple[str, Document]]:
    """Return key and document of each sample profile by its number."""
    profiles = json.loads(PROFILES.read_text(encoding="utf-8"))
    disciplines, kinds = _disciplines(), _need_kinds()
    with _reference("municipalities.csv").open(encoding="utf-8", newline="") as file:
        districts = {row["name"]: row["district"] for row in csv.DictReader(file)}
    return {
        number: (profile["key"], _document(number, profile, disciplines, kinds, districts))
        for number, profile in enumerate(profiles, start=1)
    }


def _document(
    number: int, profile: dict, disciplines: dict[str, str], kinds: dict[str, str], districts: dict[str, str]
) -> Document:
    place = f"{profile['municipality']} okres {districts[profile['municipality']]}"
    offers = [f"{kinds[offer['kind']]} {offer['note_cs']}" for offer in profile.get("offers", [])]
    pieces = [f"{piece['title_cs']} {piece.get('note_cs', '')}" for piece in profile.get("portfolio", [])]
    return Document(
        kind="profile",
        object_id=number,
        title=profile["name"],
        a=profile["name"],
        b=" ".join(
            [
                *(disciplines[slug] for slug in [profile["main_discipline"], *profile["disciplines"]]),
                *(line for language in ("cs", "en", "de") for line in profile[f"services_{language}"]),
            ]
        ),
        c=" ".join([*(profile[f"summary_{language}"] for language in ("cs", "en", "de")), place, *offers]),
        d=" ".join([profile["text_cs"], *pieces]),
    )


def _need_kinds() -> dict[str, str]:
    taxonomy = json.loads(_reference("needs_taxonomy.json").read_text(encoding="utf-8"))
    return {
        need["slug"]: " ".join(need["name"][language] for language in ("cs", "en", "de"))
        for group in taxonomy["groups"]
        for need in group["needs"]
    }


def _disciplines() -> dict[str, str]:
    taxonomy = json.loads(_reference("kko_taxonomy.json").read_text(encoding="utf-8"))
    return {
        discipline["slug"]: " ".join([discipline["name"]["cs"], *discipline["aliases_cs"], sector["name"]["cs"]])
        for sector in taxonomy["sectors"]
        for discipline in sector["disciplines"]
    }
