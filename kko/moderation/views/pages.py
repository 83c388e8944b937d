"""The editor of pages: Wagtail's, but letters about comments go through the outbox and a page returned needs words."""

from typing import Any

from wagtail.admin.views.pages.edit import EditView

from kko.moderation.actions import tell_commented
from kko.moderation.views.verdicts import lacks_words


class PageEditView(EditView):
    """Wagtail's page, at Wagtail's address. A page that is returned without a word is saved and not returned."""

    def workflow_action_is_valid(self) -> bool:
        return super().workflow_action_is_valid() and not lacks_words(self.request, self.workflow_action)

    def send_commenting_notifications(self, changes: dict[str, Any]) -> None:
        tell_commented(page=self.page, changes=changes, by=self.request.user)
