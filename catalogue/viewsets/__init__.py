"""The catalogue in the back office."""

from catalogue.viewsets.profiles import ProfileViewSet, TaxonomyViewSetGroup, WaveViewSet
from catalogue.viewsets.projects import ProjectViewSetGroup

__all__ = ["ProfileViewSet", "ProjectViewSetGroup", "TaxonomyViewSetGroup", "WaveViewSet"]
