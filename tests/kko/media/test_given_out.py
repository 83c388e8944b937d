"""Which folders of the media are given out as files: pictures as pages show them, never documents or originals."""

import re
from pathlib import Path

import pytest

from kko.urls import GIVEN_OUT, urlpatterns

DEPLOY = Path(__file__).parents[3] / "deploy"


FOLDERS = ["images", "avatar_images", "original_images", "documents"]


@pytest.fixture
def media(settings, tmp_path, monkeypatch) -> None:
    """A file in each folder, and a site that serves from there."""
    for folder in FOLDERS:
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "pec.png").write_bytes(b"\x89PNG")
    pattern = next(one for one in urlpatterns if str(one.pattern) == GIVEN_OUT)
    monkeypatch.setitem(pattern.default_args, "document_root", tmp_path)


@pytest.mark.embedded
@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("images/pec.png", 200),
        ("avatar_images/pec.png", 200),
        ("original_images/pec.png", 404),
        ("documents/pec.png", 404),
        ("images/../documents/pec.png", 404),
        ("", 404),
    ],
)
def test_only_pictures_as_shown_are_given_out(client, media, path, status):
    answer = client.get(f"/media/{path}")
    answer.close()
    assert answer.status_code == status


def test_proxy_of_the_example_gives_out_the_same_folders():
    folders = re.search(r"\(\?:([a-z_|]+)\)", GIVEN_OUT).group(1)
    assert f"location ~ ^/media/({folders})/ " in (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
