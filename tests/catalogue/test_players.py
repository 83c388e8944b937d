"""Which addresses of video and sound have a player, and that a player is never anybody's own address."""

import pytest

from catalogue.players import player_for, provider_of

YOUTUBE = "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?autoplay=1"


@pytest.mark.parametrize(
    ("url", "player"),
    [
        ("https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=1", YOUTUBE),
        ("https://m.youtube.com/watch?v=dQw4w9WgXcQ", YOUTUBE),
        ("https://youtu.be/dQw4w9WgXcQ?si=x", YOUTUBE),
        ("https://www.youtube.com/shorts/dQw4w9WgXcQ", YOUTUBE),
        ("https://vimeo.com/76979871", "https://player.vimeo.com/video/76979871?dnt=1&autoplay=1"),
        (
            "https://vimeo.com/76979871/0123abcdef",
            "https://player.vimeo.com/video/76979871?dnt=1&autoplay=1&h=0123abcdef",
        ),
        (
            "https://soundcloud.com/forss/flickermood",
            "https://w.soundcloud.com/player/?url=https%3A%2F%2Fsoundcloud.com%2Fforss%2Fflickermood&auto_play=true",
        ),
        (
            "https://open.spotify.com/intl-cs/track/4uLU6hMCjMI75M1A2tKUQC?si=1",
            "https://open.spotify.com/embed/track/4uLU6hMCjMI75M1A2tKUQC",
        ),
        (
            "https://bandcamp.com/EmbeddedPlayer/album=1234567/size=small/",
            "https://bandcamp.com/EmbeddedPlayer/album=1234567/size=large/",
        ),
    ],
)
def test_known_works_have_a_player(url, player):
    assert player_for(url).url == player


@pytest.mark.parametrize(
    "url",
    [
        "https://youtube.com.evil.example/watch?v=dQw4w9WgXcQ",
        "https://evil.example/?u=https://youtu.be/dQw4w9WgXcQ",
        "https://www.youtube.com/watch?v=../../evil",
        "https://www.youtube.com/@kanal",
        "https://youtu.be/",
        "https://vimeo.com/user123",
        "https://soundcloud.com/jen-profil",
        "https://open.spotify.com/track/%22%3E",
        "https://kapela.bandcamp.com/album/deska",
        "https://archiv.example.cz/film.mp4",
        "",
    ],
)
def test_everything_else_is_a_link_only(url):
    assert player_for(url) is None


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://www.youtube.com/@kanal", "YouTube"),
        ("https://kapela.bandcamp.com/album/deska", "Bandcamp"),
        ("https://notyoutube.com/x", "notyoutube.com"),
        ("https://www.archiv.example.cz/film", "archiv.example.cz"),
    ],
)
def test_provider_is_called_as_people_know_it(url, name):
    assert provider_of(url) == name


def test_origin_is_that_of_the_player():
    assert player_for("https://youtu.be/dQw4w9WgXcQ").origin == "https://www.youtube-nocookie.com"
