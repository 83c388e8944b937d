"""The public page of a profile and what its address gives beside it: card, code, data for machines, near ones."""

import json
import re
from datetime import timedelta
from html.parser import HTMLParser

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from catalogue.choices import Terms, VoucherArea
from catalogue.models import NeedGroup, NeedKind, Offer, OldAddress, Profile, ProfileLink
from catalogue.reference import read
from kko.accounts.choices import Visibility
from kko.media.pictures import SPECS
from kko.territory.facet_map import facet_map
from tests.factories.accounts import a_user
from tests.factories.catalogue import a_discipline, a_draft, a_profile, a_sector, unsaved_profile
from tests.factories.portfolio import a_kept_picture, with_pieces
from tests.factories.territory import municipality

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]
PERSONAL = {
    "email": "tajny.dopis@example.cz",
    "phone": "+420 601 234 567",
    "ico": "27074358",
    "legal_name": "Tajná Firma s.r.o.",
    "address": "Tajná 7",
}
QUERIES = 14
YOUTUBE = "https://www.youtube.com/watch?v=dQw4w9WgXcQ"


class Tags(HTMLParser):
    """The elements of a page with their attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict]] = []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))


def attributes(page: str, tag: str) -> list[dict]:
    return [attrs for name, attrs in Tags(page).found if name == tag]


def page_of(client, profile: Profile) -> str:
    return client.get(profile.get_absolute_url()).content.decode()


def data_of(page: str) -> dict:
    """The profile as JSON-LD has it."""
    (found,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    (profile_page, crumbs) = json.loads(found)["@graph"]
    assert [item["position"] for item in crumbs["itemListElement"]] == [1, 2]
    return profile_page["mainEntity"]


def lines_of(card: bytes) -> list[str]:
    assert card.endswith(b"END:VCARD\r\n")
    assert all(len(line) <= 75 for line in card.split(b"\r\n"))
    return card.decode().replace("\r\n ", "").split("\r\n")[:-1]


def shown_to_all(**fields) -> Profile:
    return a_profile(**PERSONAL | {f"{name}_visibility": Visibility.PUBLIC for name in PERSONAL} | fields)


@pytest.fixture
def dubi():
    """A municipality that is on the map."""
    facet = next(facet for facet in facet_map().facets if facet.slug == "dubi")
    return municipality(code=facet.code, slug="dubi", name="Dubí", latitude=50.68, longitude=13.79)


# --- Data for machines ---------------------------------------------------------------------------


def test_machines_read_what_the_public_sees(client, dubi):
    profile = shown_to_all(
        form="company", precision="exact", latitude=50.69, longitude=13.8, municipality=dubi, founded=2014,
        summary_cs="Hrnky.", web="https://dilna.example.cz", languages=["cs", "cse", "xx"],
    )  # fmt: skip
    ProfileLink.objects.create(profile=profile, url="https://instagram.com/dilna")
    found = data_of(page_of(client, profile))
    address = f"{settings.BASE_URL}{profile.get_absolute_url()}"
    assert found == {
        "@type": "Organization",
        "@id": f"{address}#profil",
        "name": profile.name,
        "description": "Hrnky.",
        "url": address,
        "image": f"{address}karta.png",
        "knowsAbout": ["Keramika"],
        "knowsLanguage": ["cs"],
        "address": {
            "@type": "PostalAddress",
            "streetAddress": "Tajná 7",
            "addressLocality": "Dubí",
            "addressRegion": "Ústecký kraj",
            "addressCountry": "CZ",
        },
        "email": PERSONAL["email"],
        "telephone": PERSONAL["phone"],
        "sameAs": ["https://dilna.example.cz", "https://instagram.com/dilna"],
        "legalName": PERSONAL["legal_name"],
        "foundingDate": "2014",
        "identifier": {"@type": "PropertyValue", "propertyID": "IČO", "value": PERSONAL["ico"]},
        "location": {"@type": "Place", "geo": {"@type": "GeoCoordinates", "latitude": 50.69, "longitude": 13.8}},
    }


@pytest.mark.parametrize("visibility", [Visibility.MEMBERS, Visibility.CURATORS])
def test_machines_and_cards_never_get_more_than_strangers_whoever_asks(client, owner, visibility):
    fields = PERSONAL | {f"{name}_visibility": visibility for name in PERSONAL}
    profile = a_profile(owner=owner, form="company", precision="exact", latitude=50.69, longitude=13.8, **fields)
    client.force_login(owner)
    page, card = page_of(client, profile), client.get(reverse("catalogue:visiting_card", args=[profile.slug]))
    assert PERSONAL["email"] in page
    for text in (json.dumps(data_of(page), ensure_ascii=False), card.content.decode()):
        assert not any(value in text for value in (*PERSONAL.values(), "601234567"))


def test_person_has_no_register(client):
    found = data_of(page_of(client, shown_to_all(form="person", founded=1990)))
    assert found["@type"] == "Person"
    assert {"legalName", "foundingDate", "identifier", "location"} & found.keys() == set()


def test_words_cannot_leave_the_data(client):
    name = "</script><script>alert(1)</script> & \u2028"
    page = page_of(client, a_profile(name=name, summary_cs="</SCRIPT><img src=x onerror=alert(1)>"))
    assert data_of(page)["name"] == name
    assert "<script>alert" not in page
    assert "<img src=x" not in page


# --- The visiting card ---------------------------------------------------------------------------


def test_card_holds_what_the_public_sees(client):
    profile = shown_to_all(form="studio", name="Huť, dílna; a spol.", summary_cs="Sklo\\porcelán", precision="exact",
                           latitude=50.69, longitude=13.8, languages=["cs", "de"])  # fmt: skip
    response = client.get(reverse("catalogue:visiting_card", args=[profile.slug]))
    assert response.headers["Content-Type"] == "text/vcard; charset=utf-8"
    assert response.headers["Content-Disposition"] == f'attachment; filename="{profile.slug}.vcf"'
    lines = lines_of(response.content)
    url = f"{settings.BASE_URL}{profile.get_absolute_url()}"
    assert [line for line in lines if not line.startswith("REV:")] == [
        "BEGIN:VCARD", "VERSION:4.0", "KIND:org", "FN:Huť\\, dílna\\; a spol.", "ORG:Huť\\, dílna\\; a spol.",
        "ROLE:Keramika", "NOTE;LANGUAGE=cs:Sklo\\\\porcelán", f"URL;TYPE=home:{url}", f"EMAIL:{PERSONAL['email']}",
        "TEL;VALUE=uri:tel:+420601234567", f"ADR:;;Tajná 7;{profile.municipality.name};Ústecký kraj;;Česko",
        "GEO:geo:50.69000,13.80000", "LANG:cs", "LANG:de", f"SOURCE:{url}", "END:VCARD",
    ]  # fmt: skip


def test_card_is_folded_between_letters_and_takes_no_foreign_lines(client):
    profile = a_profile(name="Ž" * 100, summary_cs="Věta\r\nEMAIL:podvrh@example.cz\nBEGIN:VCARD")
    lines = lines_of(client.get(reverse("catalogue:visiting_card", args=[profile.slug])).content)
    assert f"FN:{'Ž' * 100}" in lines
    assert "NOTE;LANGUAGE=cs:Věta\\nEMAIL:podvrh@example.cz\\nBEGIN:VCARD" in lines
    assert [line for line in lines if line.startswith(("EMAIL", "GEO", "TEL"))] == []


# --- The code ------------------------------------------------------------------------------------


def test_code_is_a_drawing_of_the_address(client):
    profile = a_profile()
    response = client.get(reverse("catalogue:qr", args=[profile.slug]))
    assert (response.status_code, response.headers["Content-Type"]) == (200, "image/svg+xml")
    assert response.headers["Cache-Control"] == "public, max-age=86400"
    assert response.content.startswith(b"<svg xmlns=")
    other = client.get(reverse("catalogue:qr", args=[a_profile().slug]))
    assert other.content != response.content


@pytest.mark.parametrize("name", ["profile", "visiting_card", "qr", "share_card"])
def test_draft_archived_and_unknown_have_nothing(client, owner, name):
    archived = a_profile(live=False, closure="archived")
    for slug in (a_draft(by=owner).slug, archived.slug, "neni"):
        assert client.get(reverse(f"catalogue:{name}", args=[slug])).status_code == 404


@pytest.mark.parametrize("language", ["cs", "en"])
def test_old_address_leads_to_the_new_one_for_good(client, language):
    profile = a_profile(name="Nová huť")
    OldAddress.objects.create(slug="stara-hut", profile=profile)
    with override(language):
        old, new = reverse("catalogue:profile", args=["stara-hut"]), profile.get_absolute_url()
    response = client.get(old)
    assert (response.status_code, response.url) == (301, new)


def test_old_address_of_what_is_not_public_leads_nowhere(client, owner):
    OldAddress.objects.create(slug="stara-hut", profile=a_draft(by=owner))
    assert client.get("/katalog/stara-hut/").status_code == 404


# --- Pieces of work ------------------------------------------------------------------------------


def test_pictures_come_in_three_formats_and_two_sizes_with_their_terms(client, django_assert_num_queries):
    image = a_kept_picture(credit="Eva <Fotografka>", licence="CC-BY-4.0")
    profile = with_pieces(a_profile(), image=image, alt="Hrnek & talíř")
    page = page_of(client, profile)
    (picture,) = [attrs for attrs in attributes(page, "img") if attrs.get("alt") == "Hrnek & talíř"]
    assert {"width", "height", "src"} <= picture.keys()
    assert [source["type"] for source in attributes(page, "source")] == ["image/avif", "image/webp"]
    assert {each.filter_spec for each in image.renditions.all()} == set(SPECS)
    assert "Eva &lt;Fotografka&gt;" in page
    assert '<a href="https://creativecommons.org/licenses/by/4.0/" rel="license noopener">CC BY 4.0</a>' in page


def test_licence_in_an_editor_s_own_words_is_shown_as_words(client):
    profile = with_pieces(a_profile(), image=a_kept_picture(licence="CC BY-SA 3.0, Wikimedia"), alt="A")
    assert "CC BY-SA 3.0, Wikimedia</p>" in page_of(client, profile)


def test_video_is_a_link_that_a_script_can_turn_into_a_player(client):
    profile = with_pieces(a_profile(), media_url=YOUTUBE)
    response = client.get(profile.get_absolute_url())
    page = response.content.decode()
    (place,) = [attrs for attrs in attributes(page, "p") if "data-kko-player" in attrs]
    assert place["data-kko-player"] == "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?autoplay=1"
    assert (place["data-kko-shape"], "YouTube" in place["data-kko-label"]) == ("video", True)
    assert YOUTUBE in [attrs.get("href") for attrs in attributes(page, "a")]
    assert attributes(page, "iframe") == []
    assert "frame-src https://www.youtube-nocookie.com" in response.headers["Content-Security-Policy"]


def test_page_without_a_player_lets_no_frame_in(client):
    profile = with_pieces(a_profile(), media_url="https://archiv.example.cz/film")
    response = client.get(profile.get_absolute_url())
    page = response.content.decode()
    assert "frame-src" not in response.headers["Content-Security-Policy"]
    assert ("data-kko-player" in page, "archiv.example.cz</a>" in page or "archiv.example.cz<" in page) == (False, True)


# --- Place ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("precision", ["exact", "about_500_m", "municipality"])
def test_map_shows_the_published_place_and_the_page_nothing_more_exact(client, dubi, precision):
    profile = a_profile(municipality=dubi, precision=precision, latitude=50.691234, longitude=13.791234)
    response = client.get(profile.get_absolute_url())
    page, place = response.content.decode(), response.context["place"]
    assert ("place-pin" in page, "place-ring" in page) == (precision == "exact", precision == "about_500_m")
    assert (place.pin is None) == (precision == "municipality")
    seen = page + client.get(reverse("catalogue:visiting_card", args=[profile.slug])).content.decode()
    assert ("50.6912" in seen or "13.7912" in seen) == (precision == "exact" and "GEO:geo:50.69123" in seen)


def test_ring_of_everybody_in_one_cell_is_the_same(client, dubi):
    rings = set()
    for latitude, longitude in [(50.6912, 13.7912), (50.6913, 13.7911)]:
        profile = a_profile(municipality=dubi, precision="about_500_m", latitude=latitude, longitude=longitude)
        rings.add(client.get(profile.get_absolute_url()).context["place"].pin)
    assert len(rings) == 1


def test_place_off_the_map_is_told_in_words(client):
    response = client.get(a_profile(municipality=municipality(name="Jinde")).get_absolute_url())
    assert response.context["place"] is None
    assert "Jinde" in response.content.decode()


# --- Near in work and place ----------------------------------------------------------------------


def test_near_ones_share_the_discipline_first_then_the_sector_the_nearest_first(client):
    sector = a_sector()
    clay, glass = a_discipline(sector=sector), a_discipline(sector=sector)
    places = [municipality(latitude=50.5 + step / 10, longitude=13.8) for step in range(4)]
    own = a_profile(name="Vlastní", main_discipline=clay, municipality=places[0])
    for name, discipline, place in [
        ("hlína daleko", clay, 3), ("sklo vedle", glass, 0), ("hlína blíž", clay, 2),
        ("jiné odvětví", a_discipline(), 0), ("hlína nejblíž", clay, 1), ("sklo daleko", glass, 3),
    ]:  # fmt: skip
        a_profile(name=name, main_discipline=discipline, municipality=places[place])
    near = [card.name for card in client.get(own.get_absolute_url()).context["related"]]
    assert near == ["hlína nejblíž", "hlína blíž", "hlína daleko", "sklo vedle"]


# --- Words ---------------------------------------------------------------------------------------


def test_long_unconfirmed_profile_says_since_when(client):
    long_ago = timezone.now() - timedelta(days=600)
    old, fresh = a_profile(last_published_at=long_ago), a_profile()
    confirmed = a_profile(last_published_at=long_ago, confirmed_at=timezone.now())
    assert ["unconfirmed" in page_of(client, profile) for profile in (old, fresh, confirmed)] == [True, False, False]


def test_facts_that_are_filled_are_shown(client):
    kind = NeedKind.objects.create(
        group=NeedGroup.objects.create(slug="prostor", name_cs="Prostor"), slug="dilna", name_cs="Dílna k užívání"
    )
    profile = a_profile(
        services_cs="Točení\nGlazury na míru", languages=["cs", "de"], founded=1998, size="2-5", reach="regional",
        voucher_areas=["architektura"], gallery_url="https://kreativnivouchery.example.cz/dilna",
    )  # fmt: skip
    Offer.objects.create(profile=profile, kind=kind, terms=Terms.FREE)
    page = page_of(client, profile)
    for words in ("Glazury na míru", "1998", "architektura", "kreativnivouchery.example.cz", "Dílna k užívání"):
        assert words in page


@pytest.mark.parametrize("language", ["cs", "en", "de"])
def test_areas_of_the_voucher_are_named_in_the_readers_language(client, language):
    profile = a_profile(voucher_areas=["herní průmysl", "vlastní oblast"])
    with override(language):
        page = client.get(profile.get_absolute_url()).content.decode()
        names = profile.voucher_area_names
        label = "herní průmysl" if language == "cs" else str(VoucherArea.GAMES.label)
    assert names == [(label, language), ("vlastní oblast", "cs")]
    own = "" if language == "cs" else ' lang="cs"'
    assert f"<span>{label}</span>, <span{own}>vlastní oblast</span>" in page


def test_every_area_of_the_taxonomy_has_a_name_in_all_languages():
    areas = {one["voucher_area"] for sector in read("kko_taxonomy.json")["sectors"] for one in sector["disciplines"]}
    assert areas - {None, ""} == set(VoucherArea.values)


@pytest.mark.parametrize("language", ["cs", "en", "de"])
def test_every_short_text_in_another_language_says_so(client, language):
    profile = with_pieces(
        a_profile(summary_cs="Česky.", text_cs="Česky.", services_cs="Česky."), title_cs="Česky", note_cs="Česky."
    )
    with override(language):
        page = page_of(client, profile)
    own = [attrs for name, attrs in Tags(page).found if attrs.get("lang") == "cs" and name in {"p", "div", "ul", "h3"}]
    assert len(own) == (0 if language == "cs" else 5)


@pytest.mark.parametrize(
    ("provenance", "kept", "shown"), [("mapping", False, True), ("mapping", True, False), ("own", False, False)]
)
def test_claim_is_offered_where_nobody_looks_after_the_profile(client, owner, provenance, kept, shown):
    profile = a_profile(provenance=provenance, owner=owner if kept else None)
    assert client.get(profile.get_absolute_url()).context["may_be_claimed"] is shown


# --- The page as a whole -------------------------------------------------------------------------


@pytest.mark.parametrize("number", [1, 12])
def test_page_asks_as_often_for_one_piece_as_for_twelve(client, number, django_assert_max_num_queries):
    profile = with_pieces(a_profile(further=[a_discipline() for _ in range(number)]), number, image=a_kept_picture())
    for place in range(number):
        ProfileLink.objects.create(profile=profile, url=f"https://example.cz/{place}", position=place)
        a_profile(main_discipline=profile.main_discipline)
    client.get(profile.get_absolute_url())
    with django_assert_max_num_queries(QUERIES):
        client.get(profile.get_absolute_url())


def test_anonymous_page_is_the_same_for_all_and_sets_no_cookie(client):
    profile = with_pieces(a_profile(), media_url=YOUTUBE)
    first = client.get(profile.get_absolute_url(), headers={"user-agent": "A"})
    second = client.get(profile.get_absolute_url(), headers={"user-agent": "B", "accept-language": "de"})
    assert (first.content, dict(first.cookies)) == (second.content, {})


def test_preview_of_what_was_never_saved_is_drawn(rf, roles):
    profile = unsaved_profile(name="Nová", summary_cs="Věta.")
    request = rf.get("/")
    request.user, request.htmx = a_user(), False
    page = profile.serve_preview(request, "").render().content.decode()
    assert "Nová" in page
    assert "Věta." in page


def test_shared_page_says_who_it_is(client):
    profile = a_profile(summary_cs="Točím hrnky z dubské hlíny.")
    page = client.get(profile.get_absolute_url()).content.decode()
    assert '<meta property="og:description" content="Točím hrnky z dubské hlíny.">' in page
