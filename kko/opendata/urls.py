from django.urls import path

from kko.opendata import views

app_name = "opendata"

urlpatterns = [
    path("", views.dataset_list, name="list"),
    path("<slug:slug>.csv", views.dataset_csv, name="csv"),
    path("<slug:slug>.json", views.dataset_json, name="json"),
]
