"""How editors' words come in: the field of rich text in the back office."""

import json
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.rich_text import DraftailRichTextArea

from magazine.hygiene import storable


class RichTextArea(DraftailRichTextArea):
    """Wagtail's own, but what comes from elsewhere than its script is cleaned, not an error of the server.

    Its label belongs to a hidden field, so the one that people write in gets a name for screen readers.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.options["ariaLabel"] = _("Text")

    def value_from_datadict(self, data: Any, files: Any, name: str) -> str | None:
        """Return the text for the database; a form that sends HTML in place of the editor's JSON gives it clean."""
        sent = data.get(name)
        if sent is None:
            return None
        return storable(
            super().value_from_datadict({name: sent if _is_content(sent) else self._content(sent)}, files, name)
        )

    def _content(self, html: str) -> str:
        return self.converter.from_database_format(storable(html))


def _is_content(sent: str) -> bool:
    try:
        content = json.loads(sent)
    except ValueError:
        return False
    return content is None or (isinstance(content, dict) and isinstance(content.get("blocks"), list))
