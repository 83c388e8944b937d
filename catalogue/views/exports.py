"""Profiles as a sheet for the curators, the empty sheet to fill in, and what its columns mean."""

import tempfile
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import FileResponse, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail.admin.widgets.button import Button
from wagtail.snippets.views.snippets import IndexView

from catalogue.actions.exports import record_export
from catalogue.filters import ProfileFilterSet
from catalogue.models import Profile
from catalogue.permissions import can_import_profiles
from catalogue.sheets.columns import COLUMNS
from catalogue.sheets.documentation import described
from catalogue.sheets.export import sheet_rows, write_workbook
from kko.opendata.formats import delimited
from kko.search.folding import fold

CSV = "text/csv; charset=utf-8; header=present"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
IN_MEMORY = 1024 * 1024


def _wanted(request: HttpRequest, kind: str) -> QuerySet[Profile]:
    """Return the profiles of the list's filter and search; who takes them away is recorded."""
    if not can_import_profiles(request.user):
        raise PermissionDenied
    found = ProfileFilterSet(request.GET, queryset=Profile.objects.all(), request=request).qs
    if words := request.GET.get("q", "").replace("\0", "").strip():
        named = Q(name_folded__contains=fold(words)) | Q(summary_cs__icontains=words)
        found = found.filter(named)
    record_export(by=request.user, count=found.count(), kind=kind)
    return found.order_by("sort_key", "pk")


@require_safe
def profiles_csv(request: HttpRequest) -> StreamingHttpResponse:
    """The profiles as CSV, line by line as they come from the database."""
    response = StreamingHttpResponse(delimited(sheet_rows(_wanted(request, "csv"))), content_type=CSV)
    return _as_download(response, "csv")


@require_safe
def profiles_xlsx(request: HttpRequest) -> FileResponse:
    """The profiles as XLSX; it is written to a temporary file, since a ZIP has its directory at the end."""
    wanted = _wanted(request, "xlsx")  # may refuse: before there is a file to close
    file = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115  (the response closes it)
    write_workbook(sheet_rows(wanted), file)
    file.seek(0)
    return _as_download(FileResponse(file, content_type=XLSX), "xlsx")


def _as_download(response: Any, ending: str) -> Any:
    name = f"profily-{timezone.localdate():%Y-%m-%d}.{ending}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "private, no-store"
    return response


@require_safe
def template_sheet(request: HttpRequest) -> HttpResponse:
    """An empty sheet with all our columns, to be filled in."""
    if not can_import_profiles(request.user):
        raise PermissionDenied
    content = "".join(delimited([[column.header for column in COLUMNS]]))
    return HttpResponse(content, content_type=CSV, headers={"Content-Disposition": 'attachment; filename="vzor.csv"'})


@require_safe
def columns(request: HttpRequest) -> HttpResponse:
    """What the columns mean and how their cells are written."""
    if not can_import_profiles(request.user):
        raise PermissionDenied
    return render(request, "catalogue/import_columns.html", {"columns": described()})


class ProfileIndexView(IndexView):
    """The list of profiles, which curators can take away as a sheet just as they have filtered it."""

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        buttons = super().header_more_buttons
        if not can_import_profiles(self.request.user):
            return buttons
        query = self.request.GET.urlencode()
        for kind, label in (("csv", _("Export as CSV")), ("xlsx", _("Export as XLSX"))):
            address = reverse(f"export_profiles_{kind}") + (f"?{query}" if query else "")
            buttons.append(Button(label, url=address, icon_name="download", priority=90))
        return buttons
