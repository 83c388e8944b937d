"""Many files as one ZIP that is written while it is sent."""

import zipfile
from collections.abc import Callable, Iterable, Iterator
from io import RawIOBase
from typing import IO

from django.utils import timezone

CHUNK = 64 * 1024


class _Pipe(RawIOBase):
    """Takes what the archive writes and gives it on; it cannot be wound back, which ``zipfile`` respects."""

    def __init__(self) -> None:
        self.waiting: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, data) -> int:
        self.waiting.append(bytes(data))
        return len(data)

    def drained(self) -> bytes:
        found, self.waiting = b"".join(self.waiting), []
        return found


def zipped(files: Iterable[tuple[str, Callable[[], IO[bytes]]]]) -> Iterator[bytes]:
    """Yield the archive of ``(name, opener)`` piece by piece; a file that is gone meanwhile is left out."""
    pipe = _Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as archive:  # type: ignore[arg-type]
        for name, opener in files:
            try:
                source = opener()
            except FileNotFoundError:
                continue
            entry = zipfile.ZipInfo(name, timezone.localtime().timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            with source, archive.open(entry, "w", force_zip64=True) as target:
                while piece := source.read(CHUNK):
                    target.write(piece)
                    yield pipe.drained()
    yield pipe.drained()
