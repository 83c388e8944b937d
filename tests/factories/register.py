"""A register on this machine that answers as ARES documents it (https://ares.gov.cz/swagger-ui/)."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

COMPANY = "27074358"
ENTRY = {
    "ico": COMPANY,
    "obchodniJmeno": "Hrnčírna s.r.o.",
    "sidlo": {
        "kodStatu": "CZ",
        "nazevStatu": "Česká republika",
        "kodKraje": 60,
        "nazevKraje": "Ústecký kraj",
        "kodObce": 567507,
        "nazevObce": "Dubí",
        "nazevUlice": "Ruská",
        "cisloDomovni": 264,
        "cisloOrientacni": 12,
        "cisloOrientacniPismeno": "a",
        "nazevCastiObce": "Dubí",
        "psc": 41701,
        "textovaAdresa": "Ruská 264/12a, 41701 Dubí",
    },
    "pravniForma": "112",
    "datumVzniku": "2014-03-01",
    "czNace": ["23410"],
}
UNKNOWN = {"kod": "NENALEZENO", "popis": "Ekonomický subjekt nebyl nalezen."}


@dataclass
class Register:
    """What the register answers; ``asked`` lists the paths."""

    entries: dict[str, Any] = field(default_factory=lambda: {COMPANY: ENTRY})
    body: bytes | None = None
    status: int = 200
    location: str = ""
    asked: list[str] = field(default_factory=list)
    url: str = ""

    def answer(self, path: str) -> tuple[int, bytes]:
        self.asked.append(path)
        if self.body is not None or self.status != 200:
            return self.status, self.body or b""
        entry = self.entries.get(path.rsplit("/", 1)[1])
        return (200, json.dumps(entry).encode()) if entry else (404, json.dumps(UNKNOWN).encode())


@contextmanager
def a_register() -> Iterator[Register]:
    """Serve a register on a port of its own."""
    register = Register()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, body = register.answer(self.path)
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            if register.location:
                self.send_header("Location", register.location)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *arguments: Any) -> None:
            """Say nothing among the tests."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    register.url = f"http://127.0.0.1:{server.server_port}/ekonomicke-subjekty/{{ico}}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield register
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
