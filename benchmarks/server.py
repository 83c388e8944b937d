"""A site served as in production: gunicorn with two workers."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from scripts.console import ROOT
from scripts.services import free_port

WORKERS = 2
# What a load finds, one request at a time; and what visitors find, with connections kept open.
FOR_LOAD = ("--worker-class", "sync", "--preload", "--timeout", "120")
AS_DEPLOYED = ("-c", "deploy/gunicorn.conf.py")


@dataclass(frozen=True)
class Server:
    """A running server: its address, and the id of gunicorn's first process."""

    address: str
    pid: int

    def memory_mb(self) -> list[int]:
        """Return the resident memory of each worker in MB, the largest first."""
        listed = subprocess.run(["ps", "-A", "-o", "ppid=,rss="], capture_output=True, text=True, check=True)
        rows = [line.split() for line in listed.stdout.splitlines()]
        return sorted((int(rss) // 1024 for parent, rss in rows if int(parent) == self.pid), reverse=True)


@contextmanager
def serving(settings: str, manner: tuple[str, ...] = FOR_LOAD) -> Iterator[Server]:
    """Serve the site with these settings until the block ends. Raises RuntimeError when it does not start."""
    address = f"127.0.0.1:{free_port()}"
    options = [*manner, "--bind", address, "--workers", str(WORKERS), "--log-level", "error"]
    command = [sys.executable, "-m", "gunicorn", "kko.wsgi:application", *options]
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": settings, "KKO_BASE_URL": f"http://{address}"}
    gunicorn = subprocess.Popen(command, cwd=ROOT, env=environment)
    try:
        _wait_for(address, gunicorn)
        yield Server(f"http://{address}", gunicorn.pid)
    finally:
        gunicorn.terminate()
        gunicorn.wait()


def _wait_for(address: str, gunicorn: subprocess.Popen) -> None:
    import socket

    host, port = address.split(":")
    for _attempt in range(300):
        if gunicorn.poll() is not None:
            break
        try:
            socket.create_connection((host, int(port)), timeout=1).close()
            return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("gunicorn did not start; its own lines say why.")
