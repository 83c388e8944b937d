"""The forms of the image library and of documents, under the same protection as the pictures of members."""

from django import forms
from django.core.files.uploadedfile import UploadedFile
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from kko.media.attachments import DocumentRefused, check_document
from kko.media.pictures import PictureRefused, check_picture, clean_picture


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
    """Wagtail's form for documents; what is inside has to be what the name ends in."""

    def clean_file(self):
        file = self.cleaned_data["file"]
        if not isinstance(file, UploadedFile):
            return file
        try:
            check_document(file)
        except DocumentRefused as refused:
            raise forms.ValidationError(str(refused)) from None
        file.seek(0)
        return file
