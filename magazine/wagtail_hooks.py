"""The magazine's place in the back office."""

from django.http import HttpRequest
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.snippets.models import register_snippet

from magazine.permissions import can_see_subscribers
from magazine.views import newsletter
from magazine.viewsets import SubscriberViewSet

register_snippet(SubscriberViewSet)


@hooks.register("register_admin_urls")
def newsletter_urls():
    return [path("newsletter/", newsletter.numbers, name="newsletter_numbers")]


class NewsletterMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return can_see_subscribers(request.user)


@hooks.register("register_admin_menu_item")
def newsletter_menu_item() -> MenuItem:
    return NewsletterMenuItem(
        _("Newsletter"), reverse("newsletter_numbers"), name="newsletter", icon_name="mail", order=45
    )
