"""Public addresses of moderation: reports of visitors."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from kko.moderation.views import reports

app_name = "moderation"

urlpatterns = [
    path("", reports.report, name="report"),
    path(_("dekujeme/"), reports.report_thanks, name="report_thanks"),
]
