"""What the snippets of all rooms have in common in the back office."""

from typing import Any, ClassVar

from django.utils.functional import Promise
from wagtail.snippets.views.snippets import SnippetViewSet


class WordedViewSet(SnippetViewSet):
    """A snippet that says itself how one is added.

    Wagtail puts the name of the model behind a verb, which Czech and German would have to decline.
    """

    add_label: ClassVar[str | Promise]

    def get_index_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_index_view_kwargs(**{"add_item_label": self.add_label, **kwargs})
