"""Addresses of a member's own pages."""

from django.urls import path

from kko.accounts import views

app_name = "accounts"

urlpatterns = [
    path("", views.overview, name="overview"),
]
