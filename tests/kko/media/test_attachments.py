"""Documents of the back office: what is taken, what is refused beside the file, and how they are given out."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.translation import override
from wagtail.documents.forms import get_document_form
from wagtail.models import Collection

from kko.accounts.choices import Role
from kko.accounts.reference import load_roles
from kko.media import attachments
from kko.media.models import KkoDocument, KkoImage
from tests.factories.accounts import a_holder
from tests.factories.media import PAGE, SVG, a_bomb, picture_bytes

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]
PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"
MAIN_PART = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml", "pptx": "ppt/presentation.xml"}


def archive(*names: str) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as made:
        for name in names:
            made.writestr(name, "<a/>")
    return written.getvalue()


SOUND = {
    "pdf": PDF,
    "csv": "název;obec\nDílna;Most\n".encode("windows-1250"),
    "txt": "Příliš žluťoučký".encode(),
    **{ending: archive("[Content_Types].xml", part) for ending, part in MAIN_PART.items()},
    **{ending: archive("mimetype", "content.xml") for ending in ("odt", "ods", "odp")},
}
DAMAGED, MACRO, ENDING = "Inside the file", "There is a program", "File extension"
REFUSED = {
    "page": ("smlouva.html", PAGE, ENDING),
    "drawing": ("mapa.svg", SVG, ENDING),
    "script": ("program.js", b"alert(1)", ENDING),
    "xml": ("data.xml", b"<a/>", ENDING),
    "two endings": ("smlouva.pdf.html", PDF, ENDING),
    "page named pdf": ("smlouva.pdf", PAGE, DAMAGED),
    "picture named docx": ("smlouva.docx", picture_bytes(), DAMAGED),
    "sheet named docx": ("smlouva.docx", SOUND["xlsx"], DAMAGED),
    "program named csv": ("data.csv", b"MZ\0\0\x90", DAMAGED),
    "macros": ("smlouva.docx", archive("word/document.xml", "word/vbaProject.bin"), MACRO),
    "macros of another office": ("tabulka.ods", archive("content.xml", "Basic/Standard/Module1.xml"), MACRO),
    "half": ("tabulka.xlsx", SOUND["xlsx"][:-30], DAMAGED),
    "nothing but names": ("tabulka.xlsx", archive("xl/workbook.xml", *map(str, range(30_000))), DAMAGED),
}


@pytest.fixture
def back_office(client, db):
    load_roles()
    client.force_login(a_holder(Role.ADMINISTRATOR, is_superuser=True))
    return client


def sent(client, name: str, content: bytes):
    """Send a file to Wagtail's page for one document, in English."""
    data = {"title": "Smlouva", "collection": Collection.get_first_root_node().pk, "tags": ""}
    file = SimpleUploadedFile(name, content)
    with override("en"):
        return client.post(reverse("wagtaildocs:add"), data | {"file": file}, headers={"accept-language": "en"})


def test_settings_allow_the_endings_that_are_checked(settings):
    assert sorted(attachments.EXTENSIONS) == settings.WAGTAILDOCS_EXTENSIONS


@pytest.mark.parametrize("ending", SOUND)
def test_sound_document_is_kept_as_it_is_and_no_browser_runs_it(back_office, ending):
    answer = sent(back_office, f"smlouva.{ending}", SOUND[ending])
    assert answer.status_code == 302, answer.content
    document = KkoDocument.objects.get()
    back_office.logout()
    answer = back_office.get(document.url)
    assert b"".join(answer.streaming_content) == SOUND[ending]
    shown = answer["Content-Disposition"].split(";")[0]
    assert (shown, answer["X-Content-Type-Options"], answer["Content-Security-Policy"]) == (
        "inline" if ending == "pdf" else "attachment",
        "nosniff",
        "default-src 'none'",
    )
    assert answer["Content-Type"].split(";")[0] not in {"text/html", "image/svg+xml", "application/xhtml+xml"}


@pytest.mark.parametrize("case", REFUSED)
def test_attack_is_refused_beside_the_file(back_office, case):
    name, content, reason = REFUSED[case]
    answer = sent(back_office, name, content)
    errors = answer.context["form"].errors
    assert (answer.status_code, list(errors), KkoDocument.objects.count()) == (200, ["file"], 0)
    with override("en"):
        assert form_errors(name, content)[0].startswith(reason)


def form_errors(name: str, content: bytes) -> list[str]:
    data = {"title": "Smlouva", "collection": Collection.get_first_root_node().pk, "tags": ""}
    return get_document_form(KkoDocument)(data, {"file": SimpleUploadedFile(name, content)}).errors["file"]


def test_large_document_is_refused(back_office, settings):
    settings.WAGTAILDOCS_MAX_UPLOAD_SIZE = 1000
    answer = sent(back_office, "smlouva.pdf", PDF + bytes(1000))
    assert (list(answer.context["form"].errors), KkoDocument.objects.count()) == (["file"], 0)


# --- Wagtail's other doors ----------------------------------------------------------------------

DOORS = ["wagtaildocs:add_multiple", "wagtaildocs_chooser:create", "wagtailimages:add", "wagtailimages:add_multiple"]
DOORS += ["wagtailimages_chooser:create"]
ATTACKS = {"page": ("foto.jpg", PAGE), "drawing": ("foto.svg", SVG), "bomb": ("foto.png", a_bomb()),
           "page named pdf": ("smlouva.pdf", PAGE)}  # fmt: skip


@pytest.mark.parametrize("case", ATTACKS)
@pytest.mark.parametrize("door", DOORS)
def test_no_door_of_the_back_office_takes_an_attack(back_office, door, case):
    name, content = ATTACKS[case]
    prefix = "" if "chooser" not in door else ("document" if "docs" in door else "image") + "-chooser-upload-"
    values = {"title": "Foto", "collection": Collection.get_first_root_node().pk, "tags": "", "file": None}
    data = {f"{prefix}{key}": value for key, value in values.items() if value is not None}
    field = "files[]" if "multiple" in door else f"{prefix}file"
    if "multiple" in door:
        data |= values | {"file": ""}
    data[field] = SimpleUploadedFile(name, content)
    answer = back_office.post(reverse(door), data, headers={"x-requested-with": "XMLHttpRequest"})
    assert answer.status_code == 200
    assert (kept(), 'success": true' in answer.content.decode()) == (0, False)


def kept() -> int:
    return KkoImage.objects.count() + KkoDocument.objects.count()
