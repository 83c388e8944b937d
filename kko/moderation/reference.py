"""The workflow by which curators approve what members publish, and the replies they begin with."""

import json
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from wagtail.models import GroupApprovalTask, Workflow, WorkflowContentType, WorkflowTask

from kko.accounts.choices import Role
from kko.moderation.models import SavedReply

NAME = "Schválení kurátorem"
DATA = Path(__file__).resolve().parent / "data"


@transaction.atomic
def load_workflow() -> str:
    """Make the workflow, give it to every model of ``KKO_REVIEWED_MODELS``; says for how many."""
    group = Group.objects.get_or_create(name=Role.CURATOR.value)[0]
    task = GroupApprovalTask.objects.filter(name=NAME).first() or GroupApprovalTask.objects.create(name=NAME)
    task.groups.add(group)
    workflow = Workflow.objects.filter(name=NAME).first() or Workflow.objects.create(name=NAME)
    WorkflowTask.objects.get_or_create(workflow=workflow, task=task)
    for label in settings.KKO_REVIEWED_MODELS:
        content_type = ContentType.objects.get_for_model(apps.get_model(label), for_concrete_model=False)
        WorkflowContentType.objects.get_or_create(content_type=content_type, defaults={"workflow": workflow})
    return f"{len(settings.KKO_REVIEWED_MODELS)} models under review"


@transaction.atomic
def load_replies() -> str:
    """Give the curators of an empty installation replies to begin with; says how many there are.

    Once there is any, all is theirs: what they changed or deleted stays so.
    """
    if not SavedReply.objects.exists():
        entries = json.loads((DATA / "saved_replies.json").read_text(encoding="utf-8"))
        SavedReply.objects.bulk_create(SavedReply(**entry, position=position) for position, entry in enumerate(entries))
    return f"{SavedReply.objects.count()} saved replies"
