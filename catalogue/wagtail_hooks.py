"""The catalogue's place in the back office."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.snippets.models import register_snippet

from catalogue.actions import delete_profiles, mark_listing_changed, relist_profiles
from catalogue.models import Discipline, Profile, Sector
from catalogue.permissions import can_import_profiles
from catalogue.views import imports
from catalogue.viewsets import ProfileViewSet, TaxonomyViewSetGroup

register_snippet(ProfileViewSet)
register_snippet(TaxonomyViewSetGroup)


@hooks.register("register_admin_urls")
def import_urls():
    return [
        path("import/", imports.batches, name="import_batches"),
        path("import/<int:pk>/", imports.batch, name="import_batch"),
    ]


class ImportMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return can_import_profiles(request.user)


@hooks.register("register_admin_menu_item")
def import_menu_item() -> MenuItem:
    return ImportMenuItem(_("Import"), reverse("import_batches"), name="import", icon_name="upload", order=30)


@hooks.register("before_delete_snippet")
def delete_through_action(request: HttpRequest, instances: list) -> HttpResponse | None:
    """Delete profiles by our own action, which also takes them out of listing and search."""
    ids = [instance.pk for instance in instances if isinstance(instance, Profile)]
    if request.method != "POST" or not ids:
        return None
    delete_profiles(ids=ids, by=request.user)
    messages.success(request, _("Deleted for good."))
    return redirect(ProfileViewSet.model.snippet_viewset.get_url_name("list"))


@hooks.register("before_delete_snippet")
def remember_profiles(request: HttpRequest, instances: list) -> None:
    """Once a discipline is deleted nobody can tell whose it was."""
    gone = [instance for instance in instances if isinstance(instance, Discipline)]
    if request.method == "POST" and gone:
        own = Profile.objects.published().filter(disciplines__in=gone)
        request.kko_profiles_of_deleted = list(own.values_list("pk", flat=True).distinct())


@hooks.register("after_delete_snippet")
def refresh_after_deletion(request: HttpRequest, instances: list) -> None:
    """A deleted sector or discipline leaves the filters and the search at once."""
    if any(isinstance(instance, Sector | Discipline) for instance in instances):
        relist_profiles(ids=getattr(request, "kko_profiles_of_deleted", []))


@hooks.register("after_create_snippet")
@hooks.register("after_edit_snippet")
def refresh_after_taxonomy(request: HttpRequest, instance: object) -> None:
    """New names and aliases reach the filters at once and the search index with its profiles."""
    if isinstance(instance, Discipline):
        own = Profile.objects.published()
        ids = {*own.filter(main_discipline=instance).values_list("pk", flat=True)}
        ids |= {*own.filter(disciplines=instance).values_list("pk", flat=True)}
        relist_profiles(ids=ids)
    elif isinstance(instance, Sector):
        mark_listing_changed()
