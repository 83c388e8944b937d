"""Wagtail's own buttons of a review: nothing is returned without a word, and records by the rules of the desk."""

import json
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.admin.views.pages.workflow import CollectWorkflowActionData, WorkflowAction
from wagtail.models import TaskState
from wagtail.snippets.views.snippets import CollectWorkflowActionDataView, WorkflowActionView

from kko.accounts.models import User
from kko.moderation import actions
from kko.moderation.forms import ReturnForm
from kko.moderation.models import Publishable
from kko.moderation.permissions import can_review_record

RETURN = "reject"
DECISIONS = {"approve": actions.approve_record, RETURN: actions.return_record}


def lacks_words(request: HttpRequest, verdict: str) -> bool:
    """Whether the editor sent a verdict that needs words and has none; says so to whoever sent it."""
    if verdict != RETURN or ReturnForm(_words(request)).is_valid():
        return False
    messages.error(request, _("It was not returned. Please write what should be changed."))
    return True


def _words(request: HttpRequest) -> dict[str, Any]:
    """Return what was typed into the dialogue of the editor, which sends it along as JSON."""
    try:
        found = json.loads(request.POST.get("workflow-action-extra-data") or "{}")
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


class SaysWhy:
    """A dialogue of a verdict. Whoever returns something says why; without, the dialogue says that it is missing."""

    action_name: str
    request: HttpRequest

    def get_form_class(self) -> type[forms.Form]:
        return ReturnForm if self.action_name == RETURN else super().get_form_class()  # type: ignore[misc]


class PageVerdictView(SaysWhy, WorkflowAction):
    """A verdict about a page, given from a list."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        _tell_without_scripts(request, self.form_class(request.POST))
        return super().post(request, *args, **kwargs)


class PageWordsView(SaysWhy, CollectWorkflowActionData):
    """The words for a verdict about a page, given from its editor, which sends them with the page."""


class RecordWordsView(SaysWhy, CollectWorkflowActionDataView):
    """The words for a verdict about a record, given from its editor, which sends them with the record."""


class RecordVerdictView(SaysWhy, WorkflowActionView):
    """A verdict about a record: what the desk would refuse is refused, and its letters go out."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = self.form_class(request.POST)
        if form.is_valid():
            try:
                _decide(self.object, self.task_state, self.action_name, request.user, form.cleaned_data["comment"])
            except actions.PublicationError as refusal:
                form.add_error("comment", str(refusal))
        _tell_without_scripts(request, form)
        return self._answer(request, form)

    def _answer(self, request: HttpRequest, form: forms.Form) -> HttpResponse:
        """Return the dialogue with what was refused, or say where to go; those without scripts are led there."""
        if not _is_from_script(request):
            return redirect(self.redirect_url)
        if form.errors:
            return self.render_modal_form(request, form)
        return self.render_modal_json(request, {"step": "success", "redirect": self.redirect_url})


class DecidesAsTheDesk:
    """An editor of records whose verdicts keep the desk's rules; what is refused leaves the text saved."""

    request: HttpRequest
    object: Publishable
    workflow_action: str

    def get_action(self, request: HttpRequest) -> str:
        action = super().get_action(request)  # type: ignore[misc]
        return "edit" if action == "workflow-action" and lacks_words(request, self.workflow_action) else action

    def workflow_action_action(self) -> None:
        task_state, note = self.object.current_workflow_task_state, str(_words(self.request).get("comment", ""))
        try:
            _decide(self.object, task_state, self.workflow_action, self.request.user, note)
        except actions.PublicationError as refusal:
            messages.error(self.request, str(refusal))


def _decide(record: Publishable, task_state: TaskState, verdict: str, by: User, note: str) -> None:
    if not can_review_record(by, record):
        raise PermissionDenied
    DECISIONS[verdict](record=record, revision_id=task_state.revision_id, by=by, note=note)


def _is_from_script(request: HttpRequest) -> bool:
    return request.headers.get("x-requested-with") == "XMLHttpRequest"


def _tell_without_scripts(request: HttpRequest, form: forms.Form) -> None:
    """Wagtail leads whoever has no scripts back without a word about what it refused."""
    if not _is_from_script(request):
        for errors in form.errors.values():
            messages.error(request, " ".join(errors))
