"""Public addresses of moderation: reports of visitors."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from kko.moderation import views

app_name = "moderation"

urlpatterns = [
    path("", views.report, name="report"),
    path(_("dekujeme/"), views.report_thanks, name="report_thanks"),
]
