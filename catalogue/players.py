"""Where a video or a sound is played from: a few providers whose players can be shown, the rest are links.

Nothing is asked of anybody here: the address of the player is read off the address of the work.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import SplitResult, parse_qs, urlencode, urlsplit


@dataclass(frozen=True)
class Player:
    """``url`` is what a frame shows and ``origin`` what the page's policy must allow; ``shape`` is for its size."""

    provider: str
    url: str
    shape: str

    @property
    def origin(self) -> str:
        parts = urlsplit(self.url)
        return f"{parts.scheme}://{parts.netloc}"


def provider_of(url: str) -> str:
    """Return who has it, in the words of a link: a name known to people, or the host."""
    host = _host(urlsplit(url))
    for ending, name in PROVIDERS.items():
        if host == ending or host.endswith(f".{ending}"):
            return name
    return host


def player_for(url: str) -> Player | None:
    """Return the player of this address, or ``None`` where it can only be linked to."""
    parts = urlsplit(url)
    read = READERS.get(_host(parts))
    return read(parts) if read else None


def _host(parts: SplitResult) -> str:
    return (parts.hostname or "").removeprefix("www.").removeprefix("m.")


def _youtube(parts: SplitResult) -> Player | None:
    first, *rest = parts.path.strip("/").split("/")
    if _host(parts) == "youtu.be":
        code = first
    elif first in {"shorts", "embed", "live"} and rest:
        code = rest[0]
    else:
        code = parse_qs(parts.query).get("v", [""])[0]
    if not re.fullmatch(r"[\w-]{6,20}", code, re.ASCII):
        return None
    return Player("YouTube", f"https://www.youtube-nocookie.com/embed/{code}?autoplay=1", "video")


def _vimeo(parts: SplitResult) -> Player | None:
    found = re.fullmatch(r"/(?:video/)?(\d{5,12})(?:/([0-9a-f]{6,20}))?/?", parts.path, re.ASCII)
    if not found:
        return None
    query = urlencode({"dnt": 1, "autoplay": 1} | ({"h": found[2]} if found[2] else {}))
    return Player("Vimeo", f"https://player.vimeo.com/video/{found[1]}?{query}", "video")


def _soundcloud(parts: SplitResult) -> Player | None:
    if not re.fullmatch(r"/[\w-]+/[\w-]+(/[\w-]+)?/?", parts.path, re.ASCII):
        return None
    query = urlencode({"url": f"https://soundcloud.com{parts.path}", "auto_play": "true"})
    return Player("SoundCloud", f"https://w.soundcloud.com/player/?{query}", "sound")


def _spotify(parts: SplitResult) -> Player | None:
    kinds = "track|album|playlist|episode|show|artist"
    found = re.fullmatch(rf"/(?:intl-\w+/)?({kinds})/(\w{{10,40}})/?", parts.path, re.ASCII)
    return Player("Spotify", f"https://open.spotify.com/embed/{found[1]}/{found[2]}", "sound") if found else None


def _bandcamp(parts: SplitResult) -> Player | None:
    """Only the address that Bandcamp gives for embedding names the number that its player needs."""
    found = re.match(r"/EmbeddedPlayer/(?:v=2/)?(album|track)=(\d{3,15})\b", parts.path, re.ASCII)
    if not found:
        return None
    return Player("Bandcamp", f"https://bandcamp.com/EmbeddedPlayer/{found[1]}={found[2]}/size=large/", "sound")


PROVIDERS = {
    "youtube.com": "YouTube",
    "youtu.be": "YouTube",
    "youtube-nocookie.com": "YouTube",
    "vimeo.com": "Vimeo",
    "soundcloud.com": "SoundCloud",
    "spotify.com": "Spotify",
    "bandcamp.com": "Bandcamp",
}
READERS: dict[str, Callable[[SplitResult], Player | None]] = {
    "youtube.com": _youtube,
    "youtu.be": _youtube,
    "youtube-nocookie.com": _youtube,
    "music.youtube.com": _youtube,
    "vimeo.com": _vimeo,
    "player.vimeo.com": _vimeo,
    "soundcloud.com": _soundcloud,
    "open.spotify.com": _spotify,
    "bandcamp.com": _bandcamp,
}
