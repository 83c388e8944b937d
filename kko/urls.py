"""Addresses: Czech without a prefix, English and German with theirs; rooms are named by string.

The words of addresses are Czech in the code, so that they hold whether or not catalogues are compiled.
"""

from collections.abc import Callable

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import include, path, re_path
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.generic import TemplateView, View
from django.views.static import serve
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.admin.auth import require_admin_access
from wagtail.documents import urls as wagtaildocs_urls

from kko import sitemaps
from kko.accounts.views import OfficeAccountView, OfficeHomeView, admin_login
from kko.moderation.views.pages import PageEditView
from kko.moderation.views.selection import BulkActionView
from kko.moderation.views.verdicts import PageVerdictView, PageWordsView


def in_wagtails_place(view: type[View]) -> Callable[..., HttpResponseBase]:
    """Return our subclass of a view of Wagtail's, guarded as its own; it is still found by Wagtail's name."""
    return never_cache(wagtailadmin_urls.display_custom_404(require_admin_access(view.as_view())))


# Pictures as pages show them, and portraits of the back office. Documents go through Wagtail, which asks whether their
# collection is private; pictures as they were uploaded stay inside, with whatever the camera wrote into them.
GIVEN_OUT = r"^media/(?P<path>(?:images|avatar_images)/[^/]+)$"

VERDICT = "<int:page_id>/<slug:action_name>/<int:task_state_id>"

urlpatterns = [
    path("admin/login/", admin_login),
    path("admin/", in_wagtails_place(OfficeHomeView)),
    path("admin/account/", in_wagtails_place(OfficeAccountView)),
    path("admin/pages/<int:page_id>/edit/", in_wagtails_place(PageEditView)),
    path("admin/bulk/<str:app_label>/<str:model_name>/<str:action>/", in_wagtails_place(BulkActionView)),
    path(f"admin/pages/workflow/action/{VERDICT}/", in_wagtails_place(PageVerdictView)),
    path(f"admin/pages/workflow/collect_action_data/{VERDICT}/", in_wagtails_place(PageWordsView)),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("kryt/", include("kko.covers.urls")),
    path("robots.txt", TemplateView.as_view(template_name="robots.txt", content_type="text/plain"), name="robots"),
    path("sitemap.xml", sitemaps.index, name="sitemap"),
    path("sitemap-news.xml", sitemaps.news, name="sitemap_news"),
    path("sitemap-<slug:key>-<int:number>.xml", sitemaps.part, name="sitemap_part"),
    path(
        "site.webmanifest",
        TemplateView.as_view(template_name="site.webmanifest", content_type="application/manifest+json"),
        name="webmanifest",
    ),
    path("favicon.ico", lambda request: redirect(static("img/favicon.svg"))),
]
if not settings.PRODUCTION:  # elsewhere the proxy or the bucket gives out the same folders: deploy/nginx.conf
    urlpatterns.append(re_path(GIVEN_OUT, serve, {"document_root": settings.MEDIA_ROOT}))

urlpatterns += i18n_patterns(
    path(_("hledat/"), include("kko.search.urls")),
    path(_("data/"), include("kko.opendata.urls")),
    path(_("muj/"), include("kko.accounts.urls")),
    path(_("nefunguje/"), include("kko.moderation.urls")),
    path(_("ucet/"), include("allauth.urls")),
    path("", include("catalogue.urls")),
    path("", include("magazine.urls")),
    path("", include(wagtail_urls)),
    prefix_default_language=False,
)
