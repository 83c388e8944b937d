"""The columns of a sheet: one list for the import, the export, the template and their documentation."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from catalogue.choices import Form, Language, Reach, Size
from catalogue.models import Profile
from catalogue.sheets.kinds import (
    Choice,
    Day,
    Email,
    Ico,
    Kind,
    Line,
    Lines,
    Number,
    Phone,
    Several,
    Web,
    YesNo,
    loosely,
)
from catalogue.sheets.lists import LINKS, NEEDS, OFFERS, PIECES, SEEN_BY, ListKind
from catalogue.sheets.register import Register
from kko.moderation.choices import Provenance
from kko.territory.choices import Precision
from kko.territory.place import EAST, NORTH, SOUTH, WEST

FORMS = {
    Form.PERSON.value: ("osoba", "osvč", "umělec", "umělkyně", "person", "jednotlivec"),
    Form.STUDIO.value: ("studio", "kolektiv", "ateliér", "studio or collective"),
    Form.COMPANY.value: ("firma", "společnost", "company", "firma / unternehmen", "unternehmen"),
    Form.ASSOCIATION.value: ("spolek", "zapsaný spolek", "ops", "ústav", "association", "verein"),
    Form.INSTITUTION.value: (
        "veřejná instituce", "instituce", "příspěvková organizace", "institution", "öffentliche einrichtung",
    ),
    Form.SCHOOL.value: ("škola", "zuš", "school", "schule"),
    Form.VENUE.value: ("kulturní prostor", "prostor", "venue", "kulturort"),
    Form.FESTIVAL.value: ("festival",),
    Form.INFORMAL.value: ("neformální skupina", "skupina", "informal group", "informelle gruppe"),
}  # fmt: skip
SIZES = {
    Size.ONE.value: ("1 osoba", "one", "eine person"),
    Size.FEW.value: ("2 až 5", "2 to 5", "2 bis 5"),
    Size.TEAM.value: ("6 až 20", "6 to 20", "6 bis 20"),
    Size.LARGE.value: ("21 až 50", "21 to 50", "21 bis 50"),
    Size.HUGE.value: ("více než 50", "more than 50", "mehr als 50"),
}
REACHES = {
    Reach.LOCAL.value: ("místní", "local", "lokal"),
    Reach.REGIONAL.value: ("krajský", "regional"),
    Reach.NATIONAL.value: ("celostátní", "national", "landesweit"),
    Reach.INTERNATIONAL.value: ("mezinárodní", "international"),
}
TONGUES = {
    Language.CS.value: ("čeština", "czech", "tschechisch"),
    Language.EN.value: ("angličtina", "english", "englisch"),
    Language.DE.value: ("němčina", "german", "deutsch"),
    Language.PL.value: ("polština", "polish", "polnisch"),
    Language.SK.value: ("slovenština", "slovak", "slowakisch"),
    Language.UK.value: ("ukrajinština", "ukrainian", "ukrainisch"),
    Language.VI.value: ("vietnamština", "vietnamese", "vietnamesisch"),
    Language.RU.value: ("ruština", "russian", "russisch"),
    Language.FR.value: ("francouzština", "french", "französisch"),
    Language.ES.value: ("španělština", "spanish", "spanisch"),
    Language.IT.value: ("italština", "italian", "italienisch"),
    Language.CZS.value: ("český znakový jazyk", "czech sign language", "tschechische gebärdensprache"),
}
PRECISIONS = {
    Precision.EXACT.value: ("přesně", "exact", "genau"),
    Precision.ABOUT_500_M.value: ("do 500 m", "within 500 m", "bis 500 m"),
    Precision.MUNICIPALITY.value: ("jen obec", "municipality", "nur gemeinde"),
}
ORIGINS = {
    Provenance.OWN.value: ("vlastní", "own", "eigen"),
    Provenance.MAPPING.value: ("mapování", "mapping", "kartierung"),
    Provenance.IMPORT.value: ("import",),
    Provenance.HARVEST.value: ("převzato", "harvest", "übernommen"),
}


@dataclass(frozen=True)
class Column:
    """One column: our English name (mostly the field of the profile), its Czech header, other headers, its cells."""

    name: str
    header: str
    also: tuple[str, ...]
    kind: Kind | ListKind
    is_exported: bool = True

    @property
    def limit(self) -> int | None:
        return getattr(self.kind, "limit", None)


def _seen(name: str, header: str, english: str) -> Column:
    return Column(f"{name}_visibility", f"{header} vidí", (f"{english} seen by",), Choice(SEEN_BY))


COLUMNS: tuple[Column, ...] = (
    Column("slug", "adresa", ("slug", "address of the profile", "profiladresse"), Line(120)),
    Column("name", "název", ("nazev", "jméno", "name"), Line(120)),
    Column("form", "forma", ("typ", "form", "type", "rechtsform", "právní forma"), Choice(FORMS)),
    Column("municipality", "obec", ("město", "municipality", "town", "gemeinde", "ort", "stadt"), Line(120)),
    Column("district", "okres", ("district", "bezirk", "landkreis"), Line(60)),
    Column("disciplines", "obory", ("obor", "disciplines", "discipline", "sparten", "sparte", "fach"), Kind()),
    Column("description", "popis", ("description", "beschreibung", "popis činnosti"), Lines(5000), False),
    Column("summary_cs", "anotace", ("jednou větou", "summary", "annotation", "kurztext"), Line(160)),
    Column("summary_en", "anotace anglicky", ("summary in english", "kurztext englisch"), Line(160)),
    Column("summary_de", "anotace německy", ("summary in german", "kurztext deutsch"), Line(160)),
    Column("text_cs", "text", ("text česky", "medailon"), Lines(5000)),
    Column("text_en", "text anglicky", ("text in english", "text englisch"), Lines(5000)),
    Column("text_de", "text německy", ("text in german", "text deutsch"), Lines(5000)),
    Column("services_cs", "služby", ("services", "leistungen"), Lines(600)),
    Column("services_en", "služby anglicky", ("services in english", "leistungen englisch"), Lines(600)),
    Column("services_de", "služby německy", ("services in german", "leistungen deutsch"), Lines(600)),
    Column("commissions", "zakázky", ("commissions", "aufträge"), YesNo()),
    Column("collaboration", "spolupráce", ("collaboration", "zusammenarbeit"), YesNo()),
    Column("mentoring", "mentoring", ("mentor",), YesNo()),
    Column("teaching", "výuka", ("teaching", "unterricht"), YesNo()),
    Column("founded", "rok založení", ("founded", "založeno", "gründungsjahr"), Number(1000, 2200, whole=True)),
    Column("size", "velikost", ("size", "größe", "počet lidí"), Choice(SIZES)),
    Column("reach", "dosah", ("reach", "reichweite"), Choice(REACHES)),
    Column("languages", "jazyky", ("languages", "sprachen"), Several(TONGUES)),
    Column("voucher_areas", "oblasti voucheru", ("voucher areas", "gutscheinbereiche"), Several()),
    Column("web", "web", ("www", "url", "webové stránky", "website", "webseite", "internet"), Web()),
    Column("gallery_url", "profil v národní galerii", ("national gallery", "galerie kreativců"), Web()),
    Column("links", "odkazy", ("links",), LINKS),
    Column("email", "e-mail", ("email", "mail", "e mail"), Email()),
    _seen("email", "e-mail", "e-mail"),
    Column("phone", "telefon", ("phone", "telephone", "tel", "mobil", "telefonnummer"), Phone()),
    _seen("phone", "telefon", "phone"),
    Column("ico", "IČO", ("ič", "ico", "registration number", "company id"), Ico()),
    _seen("ico", "IČO", "registration number"),
    Column("legal_name", "název v rejstříku", ("legal name", "obchodní firma", "firmenname"), Line(200)),
    _seen("legal_name", "název v rejstříku", "legal name"),
    Column("address", "ulice a číslo", ("ulice", "street", "street and number", "straße", "sídlo"), Line(200)),
    _seen("address", "ulici a číslo", "street"),
    Column("latitude", "zeměpisná šířka", ("latitude", "lat", "breitengrad"), Number(SOUTH, NORTH)),
    Column("longitude", "zeměpisná délka", ("longitude", "lng", "lon", "längengrad"), Number(WEST, EAST)),
    Column("precision", "přesnost místa", ("precision", "genauigkeit"), Choice(PRECISIONS)),
    Column("portfolio", "ukázky práce", ("portfolio", "works", "arbeiten"), PIECES),
    Column("needs", "potřeby", ("needs", "hledá", "bedarf"), NEEDS),
    Column("offers", "nabídky", ("offers", "nabízí", "angebote"), OFFERS),
    Column("provenance", "původ", ("provenance", "herkunft"), Choice(ORIGINS)),
    Column("source", "zdroj", ("source", "quelle"), Line(300)),
    Column("sourced_on", "převzato dne", ("taken over on", "übernommen am"), Day()),
    Column("public", "veřejný", ("public", "öffentlich"), YesNo()),
)
BY_NAME = {column.name: column for column in COLUMNS}
EXPORTED = tuple(column for column in COLUMNS if column.is_exported)
# What a text cell holds; everything else a profile keeps as its field has it.
NOT_FIELDS = frozenset({"district", "description", "disciplines", "links", "needs", "offers", "portfolio", "public"})


def guessed(titles: Sequence[str]) -> list[str]:
    """Return for each title of a file our name of the column, or nothing; no column is meant twice."""
    words = {loosely(word): column.name for column in COLUMNS for word in (*column.also, column.name)}
    words |= {loosely(column.header): column.name for column in COLUMNS}
    meant: list[str] = []
    for title in titles:
        name = words.get(loosely(title), "")
        meant.append(name if name not in meant else "")
    return meant


def value_of(profile: Profile, name: str, register: Register) -> Any:
    """Return what the profile has in this column, as JSON can hold it and as the cell is read."""
    kind = BY_NAME[name].kind
    if isinstance(kind, ListKind):
        return kind.value_of(profile)
    if name == "disciplines":
        further = {one.pk for one in profile.disciplines.all()} - {profile.main_discipline_id}
        return [profile.main_discipline_id, *register.disciplines.in_order(further)]
    if name == "municipality":
        return profile.municipality_id
    if name == "public":
        return profile.live
    value = getattr(profile, name)
    return value.isoformat() if hasattr(value, "isoformat") else value


def shown(name: str, value: Any, register: Register) -> str:
    """Return the text of the cell for a value of ``value_of``."""
    kind = BY_NAME[name].kind
    if isinstance(kind, ListKind):
        return kind.show(value, register)
    if name == "disciplines":
        return register.write_disciplines(value)
    if name == "municipality":
        return register.places[value].name if value in register.places else ""
    return kind.show(value)
