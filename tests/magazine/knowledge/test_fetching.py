"""Addresses that people typed lead nowhere but to the open web."""

import socket

import pytest

from magazine.knowledge.fetching import Answer, NoSuchHost, NotAllowed, Unreachable, allowed, fetch, is_public

pytestmark = pytest.mark.embedded


@pytest.mark.parametrize(
    "url",
    [
        "ftp://example.cz/", "file:///etc/passwd", "gopher://x.cz/", "http://", "http:///x", "javascript:a(1)",
        "http://user:secret@example.cz/", "http://example.cz:22/", "http://example.cz:99999/", "//example.cz/",
        "http://127.0.0.1/", "http://127.1/", "http://2130706433/", "http://0x7f.1/", "http://0/", "http://localhost/",
        "http://[::1]/", "http://[::ffff:127.0.0.1]/", "http://10.0.0.1/", "http://192.168.1.1/", "http://172.16.0.1/",
        "http://169.254.169.254/latest/meta-data/", "http://100.64.0.1/", "http://[fe80::1]/", "http://[fc00::1]/",
        "http://[64:ff9b::7f00:1]/", "http://[2002:7f00:1::]/", "http://224.0.0.1/", "http://255.255.255.255/",
    ],
)  # fmt: skip
def test_what_is_not_of_the_open_web_is_never_asked(url):
    with pytest.raises((NotAllowed, NoSuchHost)):
        fetch(url, seconds=1)


@pytest.mark.parametrize(
    ("address", "verdict"),
    [("93.184.216.34", True), ("2606:2800:220:1::1", True), ("127.0.0.1", False), ("198.18.0.1", False), ("::", False)],
)
def test_public_addresses(address, verdict):
    assert is_public(address) is verdict


def test_a_redirect_is_judged_like_the_first_address(web, settings):
    start = web.says("/a", 302, Location="file:///etc/passwd")
    with pytest.raises(NotAllowed):
        fetch(start)


def test_redirects_are_followed_and_counted(web):
    web.says("/c", 200, b"konec")
    web.says("/b", 301, Location="/c")
    start = web.says("/a", 302, Location=f"{web.url}/b")
    assert fetch(start, most_bytes=10) == Answer(f"{web.url}/c", 200, b"konec")
    round_and_round = web.says("/r", 302, Location="/r")
    with pytest.raises(Unreachable):
        fetch(round_and_round)


def test_letters_with_diacritics_are_asked_for_as_the_web_writes_them(web):
    web.says("/%C4%8Dl%C3%A1nek?q=%C5%BE")
    assert fetch(f"{web.url}/článek?q=ž").status == 200


def test_a_registrars_redirect_is_an_answer_in_itself(web):
    start = web.says("/a", 302, Location="/elsewhere")
    assert fetch(start, stop_at=frozenset({"127.0.0.1"})) == Answer(start, 302)
    assert [path for path, _accept in web.asked] == ["/a"]


def test_a_body_longer_than_asked_for_is_refused(web):
    start = web.says("/a", 200, b"x" * 11)
    with pytest.raises(Unreachable):
        fetch(start, most_bytes=10)


def test_a_server_that_never_finishes_is_left(settings):
    settings.KKO_FETCH_PRIVATE = True
    with socket.create_server(("127.0.0.1", 0)) as silent, pytest.raises(Unreachable):
        fetch(f"http://127.0.0.1:{silent.getsockname()[1]}/", seconds=0.3)


def test_a_closed_port_and_an_unknown_host_have_names(settings):
    settings.KKO_FETCH_PRIVATE = True
    with socket.create_server(("127.0.0.1", 0)) as server:
        closed = server.getsockname()[1]
    with pytest.raises(Unreachable):
        fetch(f"http://127.0.0.1:{closed}/")
    with pytest.raises(NoSuchHost):
        fetch("http://neni.invalid/")


def test_ports_of_others_are_refused_by_their_text_alone():
    assert allowed("https://example.cz:443/x").path == "/x"
    with pytest.raises(NotAllowed):
        allowed("https://example.cz:6379/")
