"""Documents of the back office: kinds that no browser runs, and files that are what their names say."""

import zipfile
from pathlib import PurePath

from django.core.files.base import File
from django.utils.translation import gettext as _

# Of the formats of offices those without macros; pages, programs, drawings and archives stay outside.
IN_ZIP = {
    "docx": "word/",
    "xlsx": "xl/",
    "pptx": "ppt/",
    "odt": "content.xml",
    "ods": "content.xml",
    "odp": "content.xml",
    "epub": "META-INF/container.xml",
}
PLAIN = {"csv", "txt", "md", "json", "geojson"}
EXTENSIONS = ["pdf", *IN_ZIP, *PLAIN]
MACROS = ("vbaproject.bin", "basic/")
START, END = 1024, 66_000  # where a file says what it is; an archive does so at its end
MAX_LIST = 1024 * 1024  # in bytes: an entry of an archive's list takes ten times as much memory


class DocumentRefused(Exception):
    """The file is not kept; the text says why, for the person who sent it."""


def check_document(file: File) -> None:
    """Look whether ``file`` is what its name ends in. Raises ``DocumentRefused``. Nothing is unpacked.

    Endings that are not among ``EXTENSIONS`` Wagtail refuses itself, beside the same field.
    """
    ending = PurePath(file.name or "").suffix[1:].lower()
    file.seek(0)
    if ending == "pdf":
        sound = b"%PDF-" in file.read(START)
    elif ending in IN_ZIP:
        sound = _holds(file, IN_ZIP[ending])
    else:
        sound = not any(b"\0" in chunk for chunk in file.chunks())
    if not sound:
        raise DocumentRefused(
            _("Inside the file is something else than its name says, or the file is damaged. Please save it anew.")
        )


def _holds(file: File, part: str) -> bool:
    """Whether the archive has this part; the list at its end is read, no part of it. Raises for macros."""
    if not _has_short_list(file):
        return False
    try:
        with zipfile.ZipFile(file) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return False
    if any(macro in name.lower() for name in names for macro in MACROS):
        raise DocumentRefused(_("There is a program (macro) in this document. Please save it without one."))
    return any(name.startswith(part) for name in names)


def _has_short_list(file: File) -> bool:
    """Whether the archive's list of its parts is no longer than ``MAX_LIST`` (PKWARE APPNOTE 4.3.16)."""
    file.seek(max(file.size - END, 0))
    tail = file.read(END)
    at = tail.find(b"PK\x05\x06")
    if at < 0 or tail.count(b"PK\x05\x06") > 1 or b"PK\x06\x06" in tail:
        return False
    return int.from_bytes(tail[at + 12 : at + 16], "little") <= MAX_LIST
