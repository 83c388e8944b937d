"""Fetching from the open web addresses that people typed, so that nothing of our own network can be reached.

Only http and https on their own ports; the host is resolved once, every address that it has must be a public one,
and the connection goes to that very address, so a name cannot change its mind in between. Each redirect is a new
question with the same rules, and one watch bounds the whole, however slowly a server drips.
"""

import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPResponse
from urllib.parse import SplitResult, urljoin, urlsplit

from django.conf import settings
from django.utils.encoding import iri_to_uri

PORTS = {"http": 80, "https": 443}
TRANSLATED = ipaddress.ip_network("64:ff9b::/96")  # IPv4 addresses in the clothes of IPv6 (RFC 6052)
MOST_REDIRECTS = 5
REDIRECTS = {301, 302, 303, 307, 308}
USER_AGENT = "kreativni-ustecko"


class FetchError(Exception):
    """Nothing came back."""


class NotAllowed(FetchError):
    """An address that we do not ask: another scheme or port, a name and password in it, a private network."""


class NoSuchHost(FetchError):
    """The host's name leads nowhere."""


class Unreachable(FetchError):
    """The host does not answer, or not in time, or not in a way that HTTP knows."""


@dataclass(frozen=True)
class Answer:
    """What came back: the address that answered in the end, its status, and the first bytes of the body."""

    url: str
    status: int
    body: bytes = b""


def fetch(
    url: str, *, seconds: float = 10.0, most_bytes: int = 0, headers: Mapping[str, str] | None = None,
    stop_at: frozenset[str] = frozenset(),
) -> Answer:  # fmt: skip
    """Return the answer to a GET after its redirects, with at most ``most_bytes`` of its body.

    A redirect of a host in ``stop_at`` is an answer in itself. Raises ``NotAllowed``, ``NoSuchHost`` or
    ``Unreachable``; also when all took longer than ``seconds``, or the body is larger than asked for.
    """
    until = time.monotonic() + seconds
    for _hop in range(MOST_REDIRECTS + 1):
        answer, location = _one(url, until, most_bytes, headers or {})
        if not location or (urlsplit(url).hostname or "") in stop_at:
            return answer
        url = urljoin(url, location)
    raise Unreachable("too many redirects")


def allowed(url: str) -> SplitResult:
    """Return the parts of an address that may be asked, as far as its text shows. Raises ``NotAllowed``."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise NotAllowed("no address") from error
    if parts.scheme not in PORTS or not parts.hostname or parts.username or parts.password:
        raise NotAllowed("not a plain web address")
    if port not in {None, *PORTS.values()} and not settings.KKO_FETCH_PRIVATE:
        raise NotAllowed("not a port of the web")
    return parts


def public_address(host: str, port: int) -> str:
    """Return one address of ``host``. Raises ``NotAllowed`` if any of them is not public, ``NoSuchHost`` for none."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise NoSuchHost(host) from error
    addresses = [entry[4][0] for entry in found]
    if not settings.KKO_FETCH_PRIVATE and not all(map(is_public, addresses)):
        raise NotAllowed("an address of a private network")
    return str(addresses[0])


def is_public(address: str) -> bool:
    """Whether an IP address belongs to the open internet; one that wraps another is judged by both."""
    whole = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(whole, ipaddress.IPv6Address):
        inner = whole.ipv4_mapped or whole.sixtofour or (whole.teredo[1] if whole.teredo else None)
        if inner is not None and not inner.is_global:
            return False
        if whole in TRANSLATED and not ipaddress.IPv4Address(int(whole) & 0xFFFF_FFFF).is_global:
            return False
    return whole.is_global and not whole.is_multicast and not whole.is_reserved


class _Pinned(HTTPConnection):
    """A connection to the address that was judged, under the name that was asked for."""

    def __init__(self, parts: SplitResult, address: str, timeout: float) -> None:
        super().__init__(parts.hostname or "", parts.port or PORTS[parts.scheme], timeout=timeout)
        self.address, self.is_secure = address, parts.scheme == "https"

    def connect(self) -> None:
        self.sock = socket.create_connection((self.address, self.port), self.timeout)
        if self.is_secure:
            self.sock = ssl.create_default_context().wrap_socket(self.sock, server_hostname=self.host)


def _one(url: str, until: float, most_bytes: int, headers: Mapping[str, str]) -> tuple[Answer, str]:
    """Ask once; return the answer and where it redirects to, if it does."""
    parts = allowed(url)
    address = public_address(parts.hostname or "", parts.port or PORTS[parts.scheme])
    left = until - time.monotonic()
    if left <= 0:
        raise Unreachable("too slow")
    connection = _Pinned(parts, address, timeout=left)
    watch = threading.Timer(left, _hang_up, [connection])
    watch.daemon = True
    watch.start()
    target = iri_to_uri((parts.path or "/") + (f"?{parts.query}" if parts.query else ""))
    try:
        connection.request("GET", target, headers={"User-Agent": USER_AGENT, "Accept": "*/*", **headers})
        response = connection.getresponse()
        location = response.headers.get("Location", "") if response.status in REDIRECTS else ""
        return Answer(url, response.status, b"" if location else _body(response, most_bytes)), location
    except (OSError, HTTPException, ValueError) as error:
        raise Unreachable(type(error).__name__) from error
    finally:
        watch.cancel()
        connection.close()


def _body(response: HTTPResponse, most_bytes: int) -> bytes:
    if not most_bytes:
        return b""
    body = response.read(most_bytes + 1)
    if len(body) > most_bytes:
        raise OSError("too long")
    return body


def _hang_up(connection: HTTPConnection) -> None:
    """End a conversation that takes too long; whoever reads from it gets an error."""
    if connection.sock is not None:
        try:
            connection.sock.shutdown(socket.SHUT_RDWR)
        except OSError:  # it is over already
            return
