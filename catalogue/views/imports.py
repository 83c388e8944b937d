"""Import of a mapping sheet in the back office: upload, dry run, decision."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy, ngettext

from catalogue.actions import AlreadyImported, apply_import, keep_dry_run
from catalogue.choices import Verdict
from catalogue.forms import discipline_choices
from catalogue.importing import UnreadableSheet
from catalogue.models import ImportBatch
from catalogue.permissions import can_import_profiles


class SheetForm(forms.Form):
    """A sheet and where it comes from."""

    sheet = forms.FileField(label=gettext_lazy("Sheet (CSV)"))
    source = forms.CharField(
        label=gettext_lazy("Where it comes from"),
        help_text=gettext_lazy("Who mapped it and when; it stays with each profile."),
        max_length=300,
        required=False,
    )
    publishes = forms.BooleanField(
        label=gettext_lazy("Publish the imported profiles at once"), required=False, initial=True
    )


def batches(request: HttpRequest) -> HttpResponse:
    """Earlier imports, and the form for another one."""
    if not can_import_profiles(request.user):
        raise PermissionDenied
    form = SheetForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            batch = keep_dry_run(
                file_name=data["sheet"].name,
                content=data["sheet"].read(),
                source=data["source"],
                publishes=data["publishes"],
                by=request.user,
            )
        except UnreadableSheet as error:
            form.add_error("sheet", str(error))
        else:
            return redirect("import_batch", batch.pk)
    found = ImportBatch.objects.select_related("uploaded_by").annotate(
        row_count=Count("rows"), profile_count=Count("rows", filter=Q(rows__profile__isnull=False))
    )
    return render(request, "catalogue/import_batches.html", {"form": form, "batches": found[:50]})


def batch(request: HttpRequest, pk: int) -> HttpResponse:
    """The verdict on each row; the curator ticks what is imported."""
    if not can_import_profiles(request.user):
        raise PermissionDenied
    found = get_object_or_404(ImportBatch, pk=pk)
    if request.method == "POST":
        return _apply(request, found)
    rows = list(found.rows.select_related("like", "profile"))
    tallies = [(choice.label, sum(row.verdict == choice for row in rows)) for choice in Verdict]
    context = {"batch": found, "rows": rows, "tallies": tallies, "discipline_choices": discipline_choices()}
    return render(request, "catalogue/import_batch.html", context)


def _apply(request: HttpRequest, found: ImportBatch) -> HttpResponse:
    numbers = [int(one) for one in request.POST.getlist("row") if one.isascii() and one.isdigit() and len(one) < 6]
    valid = {str(pk) for _group, choices in discipline_choices() for pk, _name in choices}
    chosen = {number: request.POST.get(f"discipline-{number}", "") for number in numbers}
    disciplines = {number: int(value) for number, value in chosen.items() if value in valid}
    try:
        count = apply_import(batch=found, row_numbers=numbers, disciplines=disciplines, by=request.user)
    except AlreadyImported as error:
        messages.error(request, str(error))
    else:
        text = ngettext("%(count)d profile was imported.", "%(count)d profiles were imported.", count)
        messages.success(request, text % {"count": count})
    return redirect("import_batch", found.pk)
