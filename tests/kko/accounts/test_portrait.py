"""The portrait in the account of the back office, under the same protection as other pictures."""

import io

import pytest
from django.test import Client
from django.urls import reverse
from PIL import Image
from wagtail.users.models import UserProfile

from kko.accounts.choices import Role
from kko.accounts.models import User
from kko.accounts.reference import load_roles
from kko.accounts.views.office import PortraitPanel
from tests.factories.accounts import a_holder, a_user
from tests.factories.media import PAGE, SVG, a_bomb, a_picture, an_upload, exif_with_place, picture_bytes

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]
ADDRESS = "/admin/account/"


@pytest.fixture
def editor() -> User:
    load_roles()
    return a_holder(Role.EDITOR)


def panels_of(client: Client) -> list:
    return [panel for tab in client.get(ADDRESS).context["panels_by_tab"].values() for panel in tab]


def send(user: User, file):
    """Send the whole account page as it came, with this portrait."""
    client = Client()
    client.force_login(user)
    fields = [field for panel in panels_of(client) for field in panel.get_form() if field.name != "avatar"]
    data = {field.html_name: field.value() for field in fields if field.value() not in {None, False}}
    return client.post(ADDRESS, data | {"avatar-avatar": file})


def kept(user: User):
    return UserProfile.objects.get(user=user).avatar


def test_our_page_stands_in_the_place_of_wagtails(editor):
    client = Client()
    client.force_login(editor)
    assert reverse("wagtailadmin_account") == ADDRESS
    # The name is set in "My overview"; Wagtail's fields for it would be required and kept nowhere.
    assert [panel.name for panel in panels_of(client)] == ["avatar", "locale", "theme"]
    assert next(type(panel) for panel in panels_of(client)) is PortraitPanel


@pytest.mark.parametrize("size", [(300, 200), (3000, 1500)])
def test_portrait_is_written_anew_and_loses_its_place(editor, size):
    answer = send(editor, a_picture("Já doma.png", exif=exif_with_place(), size=size))
    assert answer.status_code == 302
    with kept(editor).open() as file:
        content = file.read()
    opened = Image.open(io.BytesIO(content))
    assert (opened.format, max(opened.size) <= 400, dict(opened.getexif())) == ("JPEG", True, {})
    assert "doma" not in kept(editor).name
    kept(editor).delete()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("ja.png", a_bomb()),
        ("ja.jpg", PAGE),
        ("ja.svg", SVG),
        ("ja.jpg", picture_bytes() + PAGE),
        ("ja.gif", picture_bytes(format="GIF", mode="P")),
    ],
    ids=["bomb", "page", "svg", "polyglot", "gif"],
)
def test_attacks_are_refused_with_a_reason_and_nothing_is_kept(editor, name, content):
    answer = send(editor, an_upload(name, content))
    assert (answer.status_code, bool(kept(editor))) == (200, False)
    assert 'role="alert"' in answer.content.decode()


def test_without_a_picture_the_portrait_stays(editor):
    send(editor, a_picture())
    name = kept(editor).name
    assert (send(editor, "").status_code, kept(editor).name) == (302, name)
    kept(editor).delete()


def test_strangers_and_members_do_not_get_there():
    member = Client()
    member.force_login(a_user())
    assert [one.get(ADDRESS).status_code for one in (Client(), member)] == [302, 302]
