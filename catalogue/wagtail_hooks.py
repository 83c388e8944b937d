"""The catalogue's place in the back office."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.search import SearchArea
from wagtail.snippets.models import register_snippet

from catalogue.actions import delete_profiles, mark_listing_changed, relist_profiles
from catalogue.actions.projects import delete_projects
from catalogue.models import Discipline, NeedGroup, NeedKind, Output, Profile, Project, Sector, Wave
from catalogue.permissions import can_import_profiles, can_see_needs_radar
from catalogue.views import contact, coverage, duplicates, exports, imports, keeping, needs_radar, stale, tips
from catalogue.viewsets import ProfileViewSet, ProjectViewSetGroup, TaxonomyViewSetGroup, WaveViewSet
from kko.accounts.permissions import can_use_desk

register_snippet(ProfileViewSet)
register_snippet(TaxonomyViewSetGroup)
register_snippet(ProjectViewSetGroup)
register_snippet(WaveViewSet)


@hooks.register("register_admin_urls")
def desk_urls():
    return [
        path("duplicates/<int:one>/<int:other>/", duplicates.pair, name="desk_duplicate"),
        path("stale/<int:pk>/", stale.stale, name="desk_stale"),
    ]


@hooks.register("register_admin_urls")
def contact_urls():
    return [path("message/<int:pk>/", contact.message_on_desk, name="desk_message")]


@hooks.register("register_admin_urls")
def tip_urls():
    return [path("tip/<int:pk>/", tips.tip_on_desk, name="desk_tip")]


@hooks.register("register_admin_urls")
def import_urls():
    return [
        path("import/", imports.batches, name="import_batches"),
        path("import/vzor.csv", exports.template_sheet, name="import_template"),
        path("import/sloupce/", exports.columns, name="import_columns"),
        path("import/<int:pk>/", imports.batch, name="import_batch"),
        path("import/<int:pk>/dal/", imports.next_chunk, name="import_batch_next"),
        path("export/profily.csv", exports.profiles_csv, name="export_profiles_csv"),
        path("export/profily.xlsx", exports.profiles_xlsx, name="export_profiles_xlsx"),
    ]


class ImportMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return can_import_profiles(request.user)


@hooks.register("register_admin_menu_item")
def import_menu_item() -> MenuItem:
    return ImportMenuItem(_("Import"), reverse("import_batches"), name="import", icon_name="upload", order=30)


@hooks.register("register_admin_urls")
def needs_radar_urls():
    return [
        path("needs/", needs_radar.needs_radar, name="needs_radar"),
        path("needs/radar.csv", needs_radar.needs_radar_csv, name="needs_radar_csv"),
    ]


class NeedsRadarMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return can_see_needs_radar(request.user)


@hooks.register("register_admin_menu_item")
def needs_radar_menu_item() -> MenuItem:
    title = _("Radar of needs")
    return NeedsRadarMenuItem(title, reverse("needs_radar"), name="needs-radar", icon_name="crosshairs", order=35)


class ProfileSearchArea(SearchArea):
    def is_shown(self, request: HttpRequest) -> bool:
        return can_use_desk(request.user)


@hooks.register("register_admin_search_area")
def profile_search_area() -> SearchArea:
    """Curators, who have no pages, search the profiles from the menu and the dashboard; it stands behind the pages."""
    address = reverse(Profile.snippet_viewset.get_url_name("list"))
    return ProfileSearchArea(_("Profiles"), address, name="profiles", icon_name="group", order=110)


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
def delete_projects_through_action(request: HttpRequest, instances: list) -> HttpResponse | None:
    """Delete projects and outputs by our own action, which also takes them out of the search."""
    projects = [instance for instance in instances if isinstance(instance, Project)]
    outputs = [instance for instance in instances if isinstance(instance, Output)]
    if request.method != "POST" or not (projects or outputs):
        return None
    delete_projects(projects=projects, outputs=outputs)
    messages.success(request, _("Deleted for good."))
    return redirect((Project if projects else Output).snippet_viewset.get_url_name("list"))


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
    if any(isinstance(instance, Sector | Discipline | NeedKind | NeedGroup) for instance in instances):
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
    elif isinstance(instance, Sector | NeedKind | NeedGroup):
        mark_listing_changed()


@hooks.register("register_admin_urls")
def mapping_urls():
    return [
        path("claims/<int:pk>/", keeping.claim_settlement, name="claim_settlement"),
        path("waves/<int:pk>/sum/", coverage.wave_sum, name="wave_sum"),
        path("waves/<int:pk>/sum.csv", coverage.wave_sum_csv, name="wave_sum_csv"),
        path("waves/<int:pk>/copy/", coverage.wave_copy, name="wave_copy"),
        path("coverage/", coverage.coverage, name="coverage"),
        path("coverage.csv", coverage.coverage_csv, name="coverage_csv"),
    ]


class CoverageMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return can_use_desk(request.user)


@hooks.register("register_admin_menu_item")
def coverage_menu_item() -> MenuItem:
    return CoverageMenuItem(_("Coverage"), reverse("coverage"), name="coverage", icon_name="site", order=36)


@hooks.register("before_delete_snippet")
def keep_waves_with_interviews(request: HttpRequest, instances: list) -> HttpResponse | None:
    """What people said is not deleted with a click: a wave with interviews is closed instead."""
    if not any(isinstance(one, Wave) and one.interviews.exists() for one in instances):
        return None
    messages.error(request, _("Interviews were led in this wave. Close it instead of deleting it."))
    return redirect(Wave.snippet_viewset.get_url_name("list"))
