"""The editor of pages: Wagtail's, but its letters about comments go through the outbox."""

from typing import Any

from wagtail.admin.views.pages.edit import EditView

from kko.moderation.actions import tell_commented


class PageEditView(EditView):
    """Wagtail's page, at Wagtail's address."""

    def send_commenting_notifications(self, changes: dict[str, Any]) -> None:
        tell_commented(page=self.page, changes=changes, by=self.request.user)
