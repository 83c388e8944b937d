from django.urls import path

from benchmarks.careful import views
from kko.urls import urlpatterns as project

urlpatterns = [
    path("katalog/", views.profile_list),
    path("strop/", views.bare),
    *project,
]
