"""Import of a sheet in the back office: upload, columns, dry run, decision, import, and taking it back."""

import time
from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from catalogue.actions import (
    ImportTrouble,
    NotUndoable,
    decide_rows,
    discard_batch,
    keep_sheet,
    map_columns,
    start_import,
    start_undoing,
    tick_rows,
    work_on,
)
from catalogue.choices import ImportStage, Outcome, Verdict
from catalogue.forms import discipline_choices
from catalogue.forms.sheets import MappingForm, SheetForm, decisions
from catalogue.models import ImportBatch
from catalogue.permissions import can_import_profiles
from catalogue.sheets.columns import BY_NAME
from catalogue.sheets.tables import MAX_BYTES, UnreadableSheet

PER_PAGE = 100
SECONDS_OF_A_REQUEST = 2.0
MAPPABLE = (ImportStage.MAPPING, ImportStage.DECIDING)


def batches(request: HttpRequest) -> HttpResponse:
    """Earlier imports, and the form for another one."""
    if not can_import_profiles(request.user):
        raise PermissionDenied
    form = SheetForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            batch = keep_sheet(
                file=data["sheet"].file, size=data["sheet"].size, file_name=data["sheet"].name,
                source=data["source"], publishes=data["publishes"], by=request.user,
            )  # fmt: skip
        except UnreadableSheet as error:
            form.add_error("sheet", str(error))
        else:
            return redirect("import_batch", batch.pk)
    made = Count("rows", filter=Q(rows__outcome__in=[Outcome.MADE, Outcome.UPDATED]))
    found = ImportBatch.objects.select_related("uploaded_by").annotate(profile_count=made)
    context = {"form": form, "batches": found[:50], "most": MAX_BYTES}
    return render(request, "catalogue/import_batches.html", context)


def batch(request: HttpRequest, pk: int) -> HttpResponse:
    """Whatever the import is at: its columns, its progress, or the verdicts on its rows."""
    if not can_import_profiles(request.user):
        raise PermissionDenied
    found = get_object_or_404(ImportBatch, pk=pk)
    if request.method == "POST":
        return _decide(request, found)
    if asked := _confirmation(request, found):
        return asked
    if found.is_working:
        return render(request, "catalogue/import_working.html", {"batch": found, **_progress(found)})
    if found.stage == ImportStage.MAPPING or (found.stage == ImportStage.DECIDING and "columns" in request.GET):
        return _mapping_page(request, found, MappingForm(batch=found))
    return _verdicts_page(request, found)


@require_POST
def next_chunk(request: HttpRequest, pk: int) -> HttpResponse:
    """Go on with the work for a moment; scripts are told how far it is, others see the page again."""
    if not can_import_profiles(request.user):
        raise PermissionDenied
    found = _work_a_while(get_object_or_404(ImportBatch, pk=pk), request)
    _tell_result(request, found)
    if request.accepts("text/html"):
        return redirect("import_batch", pk)
    return JsonResponse({"working": found.is_working, **_progress(found)})


def _work_a_while(found: ImportBatch, request: HttpRequest) -> ImportBatch:
    """Do chunks, each in its own transaction, for two seconds or so."""
    until = time.monotonic() + SECONDS_OF_A_REQUEST
    while found.is_working:
        found = work_on(batch=found, by=request.user)
        if time.monotonic() > until:
            break
    return found


def _progress(found: ImportBatch) -> dict[str, int | str]:
    done, total = found.progress()
    return {"done": done, "total": max(total, 1), "stage": found.get_stage_display()}


def _mapping_page(request: HttpRequest, found: ImportBatch, form: MappingForm) -> HttpResponse:
    return render(request, "catalogue/import_mapping.html", {"batch": found, "form": form})


def _verdicts_page(request: HttpRequest, found: ImportBatch) -> HttpResponse:
    rows = found.rows.select_related("like", "updates", "profile", "chosen_discipline").defer("before")
    verdict = request.GET.get("verdict", "")
    verdict = verdict if verdict in Verdict.values else ""
    outcome = request.GET.get("outcome", "")
    chosen = rows.filter(verdict=verdict) if verdict else rows
    chosen = chosen.filter(outcome=outcome) if outcome in Outcome.values else chosen
    page = Paginator(chosen, PER_PAGE).get_page(request.GET.get("p"))
    for row in page:
        _dress(row, found)
    ticked = found.rows.tickable().filter(ticked=True)
    context = {
        "batch": found, "page": page, "verdict": verdict, "tallies": _tallies(found, "verdict", Verdict),
        "outcomes": _tallies(found, "outcome", Outcome), "ticked_count": ticked.count(),
        "deciding": found.stage == ImportStage.DECIDING, "discipline_choices": discipline_choices(),
    }  # fmt: skip
    return render(request, "catalogue/import_batch.html", context)


def _dress(row, found: ImportBatch) -> None:
    """Give the row what the page shows of it by column."""
    cells = dict(zip(found.mapping, row.raw, strict=False))
    row.cells = {name: cells.get(name, "") for name in ("name", "municipality", "disciplines", "slug", "ico")}
    row.title = row.cells["name"] or str(row.updates or row.cells["slug"] or row.cells["ico"])
    row.fields = [(BY_NAME[name].header, before, after) for name, before, after in row.changes if name in BY_NAME]
    row.lacks_discipline = not row.data.get("disciplines") and row.verdict in (Verdict.UNDECIDED, Verdict.DUPLICATE)


def _tallies(found: ImportBatch, column: str, choices) -> list[tuple[str, str, int]]:
    counted = dict(found.rows.order_by().values_list(column).annotate(Count("pk")))
    return [(choice.value, choice.label, counted[choice.value]) for choice in choices if counted.get(choice.value)]


def _decide(request: HttpRequest, found: ImportBatch) -> HttpResponse:
    doing = DOINGS.get(request.POST.get("action", "import"))
    if doing is None:
        return redirect("import_batch", found.pk)
    try:
        return doing(request, found)
    except (ImportTrouble, NotUndoable) as error:
        messages.error(request, str(error))
        return redirect(_address(request, found))


def _address(request: HttpRequest, found: ImportBatch) -> str:
    """Return the address of the page with its filter and page number."""
    query = request.GET.urlencode()
    return reverse("import_batch", args=[found.pk]) + (f"?{query}" if query else "")


def _map(request: HttpRequest, found: ImportBatch) -> HttpResponse:
    form = MappingForm(request.POST, batch=found)
    if form.is_valid():
        try:
            mapped = map_columns(batch=found, mapping=form.mapping())
        except ImportTrouble as error:
            form.add_error(None, str(error))
        else:
            _work_a_while(mapped, request)
            return redirect("import_batch", found.pk)
    return _mapping_page(request, found, form)


def _save(request: HttpRequest, found: ImportBatch) -> HttpResponse:
    decide_rows(batch=found, **decisions(request.POST))
    messages.success(request, _("Your ticks are kept."))
    return redirect(_address(request, found))


def _tick(ticked: bool) -> Callable[[HttpRequest, ImportBatch], HttpResponse]:
    def tick(request: HttpRequest, found: ImportBatch) -> HttpResponse:
        verdict = request.GET.get("verdict", "")
        decide_rows(batch=found, **decisions(request.POST))
        count = tick_rows(batch=found, verdict=verdict if verdict in Verdict.values else "", ticked=ticked)
        many = (
            ngettext("%(count)d row is ticked.", "%(count)d rows are ticked.", count)
            if ticked
            else ngettext("%(count)d row is not ticked.", "%(count)d rows are not ticked.", count)
        )
        messages.success(request, many % {"count": count})
        return redirect(_address(request, found))

    return tick


def _import(request: HttpRequest, found: ImportBatch) -> HttpResponse:
    decide_rows(batch=found, **decisions(request.POST))
    _tell_result(request, _work_a_while(start_import(batch=found), request))
    return redirect("import_batch", found.pk)


def _tell_result(request: HttpRequest, found: ImportBatch) -> None:
    """Say what an import, or taking it back, has done by its end."""
    if found.stage == ImportStage.DONE:
        _tell_imported(request, found)
    elif found.stage == ImportStage.UNDONE:
        _tell_undone(request, found)


def _tell_imported(request: HttpRequest, found: ImportBatch) -> None:
    made, changed = found.rows.made().count(), found.rows.updated().count()
    text = ngettext("%(count)d profile was imported.", "%(count)d profiles were imported.", made) % {"count": made}
    if changed:
        more = ngettext("%(count)d profile was updated.", "%(count)d profiles were updated.", changed)
        text = f"{text} {more % {'count': changed}}"
    messages.success(request, text)


def _tell_undone(request: HttpRequest, found: ImportBatch) -> None:
    back, kept = (found.rows.filter(outcome=outcome).count() for outcome in (Outcome.UNDONE, Outcome.KEPT))
    text = ngettext("%(count)d row was taken back.", "%(count)d rows were taken back.", back) % {"count": back}
    if kept:
        more = ngettext(
            "%(count)d profile stays; its row says why.", "%(count)d profiles stay; their rows say why.", kept
        )
        text = f"{text} {more % {'count': kept}}"
    messages.success(request, text)


def _undo(request: HttpRequest, found: ImportBatch) -> HttpResponse:
    _tell_result(request, _work_a_while(start_undoing(batch=found), request))
    return redirect("import_batch", found.pk)


def _discard(request: HttpRequest, found: ImportBatch) -> HttpResponse:
    discard_batch(batch=found, by=request.user)
    messages.success(request, _("“%(name)s” is discarded; nothing was imported.") % {"name": found.file_name})
    return redirect("import_batches")


def _confirmation(request: HttpRequest, found: ImportBatch) -> HttpResponse | None:
    """Return the page that asks before an import is taken back or discarded, if that is what the address wants."""
    wanted = request.GET.get("confirm")
    if wanted == "undo" and found.is_undoable:
        title, button, sentences = _("Undo the whole import?"), _("Undo the whole import"), _what_undoing_does(found)
    elif wanted == "discard" and found.is_discardable:
        title, button, sentences = _("Discard this import?"), _("Discard"), _what_discarding_does(found)
    else:
        return None
    context = {
        "title": title, "subtitle": found.file_name, "icon": "upload", "sentences": sentences, "button": button,
        "fields": [("action", wanted)], "back": reverse("import_batch", args=[found.pk]),
    }  # fmt: skip
    return render(request, "catalogue/office_confirmation.html", context)


def _what_undoing_does(found: ImportBatch) -> list[str]:
    made, changed = found.rows.made().count(), found.rows.updated().count()
    gone = ngettext(
        "%(count)d profile that it made will be deleted.", "%(count)d profiles that it made will be deleted.", made
    )
    restored = ngettext(
        "%(count)d profile that it updated will get back what stood there before.",
        "%(count)d profiles that it updated will get back what stood there before.",
        changed,
    )
    said = [text % {"count": count} for text, count in ((gone, made), (restored, changed)) if count]
    return [*said, _("What somebody has edited or taken over since stays. This can be done once.")]


def _what_discarding_does(found: ImportBatch) -> list[str]:
    count = found.row_count
    rows = ngettext("%(count)d row that was read goes for good.", "%(count)d rows that were read go for good.", count)
    return [rows % {"count": count}, _("Nothing of it is in the catalogue, so nothing changes there.")]


DOINGS: dict[str, Callable[[HttpRequest, ImportBatch], HttpResponse]] = {
    "map": _map,
    "save": _save,
    "tick": _tick(True),
    "untick": _tick(False),
    "import": _import,
    "undo": _undo,
    "discard": _discard,
}
