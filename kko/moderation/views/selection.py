"""Deeds on many records at once: Wagtail's, but they do not name what is not for whoever asks."""

from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.generic import View
from wagtail.admin.views.bulk_action import BulkAction, index
from wagtail.admin.views.bulk_action.registry import bulk_action_registry
from wagtail.models import CollectionMember


class BulkActionView(View):
    """Wagtail's page, at Wagtail's address.

    Wagtail lists the records of the address one by one, those that the person may not touch under a sentence that
    says so. Whoever may touch none of them is refused instead.
    """

    def dispatch(self, request: HttpRequest, app_label: str, model_name: str, action: str) -> HttpResponseBase:
        found = bulk_action_registry.get_bulk_action_class(app_label, model_name, action)
        asked = found and found(request, apps.get_model(app_label, model_name))
        if asked and not request.user.is_superuser and _names_others(asked):
            raise PermissionDenied
        return index(request, app_label, model_name, action)


def _names_others(deed: BulkAction) -> bool:
    """The deed would name what the person does not keep; pages are seen by all who write, files are not."""
    able, apart = deed.get_actionable_objects()
    return not able or any(isinstance(one, CollectionMember) for one in apart["items_with_no_access"])
