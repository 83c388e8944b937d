"""The forms of the libraries of images and documents: what comes in is what it says it is."""

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from kko.media.pictures import PAGE_OR_PROGRAM, PictureRefused, check_picture, clean_picture

MOST_DOCUMENT_BYTES = 50 * 1024 * 1024
# How files of these kinds begin; what is not here is text.
BEGINNINGS = {"pdf": (0, b"%PDF-"), "mp4": (4, b"ftyp")} | dict.fromkeys(
    ("zip", "docx", "xlsx", "pptx", "odt", "ods", "odp", "epub"), (0, b"PK")
)


class PictureField(forms.FileField):
    """A picture from a visitor's device: what comes out is safe to keep."""

    def to_python(self, data):
        """Return the picture written anew. Raises ``ValidationError`` with the reason beside the field."""
        file = super().to_python(data)
        if not isinstance(file, UploadedFile):
            return file
        try:
            return clean_picture(file)
        except PictureRefused as refused:
            raise forms.ValidationError(str(refused)) from None


class LibraryField(WagtailImageField):
    """Wagtail's field, which opens what it is given, after a look at the header: it falls over a huge picture."""

    def to_python(self, data):
        if isinstance(data, UploadedFile):
            try:
                check_picture(data)
            except PictureRefused as refused:
                raise forms.ValidationError(str(refused)) from None
            data.seek(0)
        return super().to_python(data)


class PictureForm(BaseImageForm):
    """Wagtail's form for images; metadata such as the place where a photo was taken do not stay in the file."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if field := self.fields.get("file"):
            self.fields["file"] = LibraryField(label=field.label, required=field.required, widget=field.widget)

    def clean_file(self):
        file = self.cleaned_data["file"]
        if not isinstance(file, UploadedFile):
            return file
        try:
            return clean_picture(file)
        except PictureRefused as refused:
            raise forms.ValidationError(str(refused)) from None


class DocumentForm(BaseDocumentForm):
    """Wagtail's form for documents. Their endings are those of ``WAGTAILDOCS_EXTENSIONS``; pages and programs that
    only bear such an ending stay outside."""

    def clean_file(self):
        """Return the file. Raises ``ValidationError`` for one that is too large or not what its ending says."""
        file = self.cleaned_data["file"]
        if not isinstance(file, UploadedFile):
            return file
        if file.size > MOST_DOCUMENT_BYTES:
            raise forms.ValidationError(_("The file has more than 50 MB. Put it elsewhere and give a link."))
        file.seek(0)
        content = file.read()
        file.seek(0)
        ending = file.name.rpartition(".")[2].lower()
        if not _is_what_it_says(ending, content):
            raise forms.ValidationError(_("The file is not what its ending says. Save it anew and try again."))
        return file


def _is_what_it_says(ending: str, content: bytes) -> bool:
    if ending in BEGINNINGS:
        at, beginning = BEGINNINGS[ending]
        return content[at : at + len(beginning)] == beginning
    return b"\0" not in content and not PAGE_OR_PROGRAM.search(content)
