"""Fields of the back office for words that are longer than a line."""

from typing import Any

from wagtail.admin.widgets import AdminAutoHeightTextInput


class Paragraph(AdminAutoHeightTextInput):
    """A box that grows with what is written; what comes out is one paragraph, since it stands in lists and letters."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> str | None:
        """Return the words with a space for each line break."""
        sent = super().value_from_datadict(data, files, name)
        return None if sent is None else " ".join(line.strip() for line in sent.splitlines() if line.strip())
