"""``make run`` around a site that answers at once: its locks, its refusals, its end."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from scripts.console import ROOT
from scripts.services import free_port

pytestmark = pytest.mark.embedded
SITE = """
def application(environ, start_response):
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [b"hello"]
"""
MANAGE = """
import os, sqlite3, sys, time
command = sys.argv[1]
if command == "migrate":
    with sqlite3.connect("var/kko.sqlite3") as database:
        database.execute("CREATE TABLE IF NOT EXISTS django_migrations (name)")
        database.execute("INSERT INTO django_migrations VALUES ('0001')")
    time.sleep(float(os.environ.get("SLOW", "0")))
elif command == "collectstatic":
    os.makedirs("var/static", exist_ok=True)
elif command == "sample_logins":
    print("curator: kurator@example.cz")
elif command == "run_outbox":
    with open("var/outbox.pid", "w") as file:
        file.write(str(os.getpid()))
    time.sleep(600)
"""


@pytest.fixture
def folder(tmp_path) -> Path:
    """A clone of the scripts around a site of three lines, with the libraries that run this test."""
    for name in ("Makefile", "scripts", "deploy", "requirements.txt", "requirements-dev.txt"):
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, tmp_path / name)
    (tmp_path / "kko").mkdir()
    (tmp_path / "kko" / "__init__.py").touch()
    (tmp_path / "kko" / "wsgi.py").write_text(SITE)
    (tmp_path / "manage.py").write_text(MANAGE)
    (tmp_path / ".venv").symlink_to(sys.prefix)
    return tmp_path


def environment(**more: str) -> dict[str, str]:
    """The environment of somebody who has set nothing, and ``more``."""
    ours = ("KKO_", "DATABASE", "REDIS", "EMAIL", "PORT")
    return {name: value for name, value in os.environ.items() if not name.startswith(ours)} | more


def start(folder: Path, port: int, **more: str) -> subprocess.Popen:
    """Run ``make run`` in a group of its own, as a terminal does."""
    return subprocess.Popen(
        ["make", "--no-print-directory", "run", f"PORT={port}", f"PYTHON={sys.executable}"],
        cwd=folder,
        env=environment(**more),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )


def said(folder: Path, port: int) -> str:
    """Return what a run that refuses to start says."""
    return start(folder, port).communicate(timeout=30)[0]


def wait_for(condition, seconds: float = 30) -> None:
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, "It did not come."
        time.sleep(0.05)


def answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.fixture
def running(folder):
    """A running site: its process, its port, and the outbox loop's process id."""
    port = free_port()
    process = start(folder, port)
    wait_for(lambda: answers(port) and (folder / "var" / "outbox.pid").exists())
    wait_for(lambda: (folder / "var" / "outbox.pid").read_text())
    yield process, port, int((folder / "var" / "outbox.pid").read_text())
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=30)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_stopping_leaves_nobody_behind(running, number):
    process, port, outbox = running
    time.sleep(0.3)
    if number == signal.SIGINT:  # Ctrl-C reaches the whole group, SIGTERM the one process that is named
        os.killpg(process.pid, number)
    else:
        process.send_signal(number)
    output = process.communicate(timeout=30)[0]
    assert "kurator@example.cz" in output
    assert (answers(port), is_alive(outbox)) == (False, False)


def test_second_run_in_one_folder_says_so(running, folder):
    assert "The site runs in this folder already" in said(folder, free_port())


def test_taken_port_is_named_with_the_way_out(folder):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        assert f"Port {port} is taken by another program; choose another: make run PORT={port + 1}." in said(
            folder, port
        )


def test_half_made_database_is_named_and_reset_removes_it(folder):
    process = start(folder, free_port(), SLOW="60")
    wait_for(lambda: (folder / "var" / "kko.sqlite3").exists())
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=30)
    assert "is half made" in said(folder, free_port())
    reset = ["make", "reset", f"PYTHON={sys.executable}"]
    subprocess.run(reset, cwd=folder, env=environment(), check=True, capture_output=True)
    assert not (folder / "var" / "kko.sqlite3").exists()


def test_damaged_database_is_named_with_the_way_out(folder):
    (folder / "var" / "state").mkdir(parents=True)
    (folder / "var" / "state" / "database.complete").touch()
    (folder / "var" / "kko.sqlite3").write_text("this is not a database")
    assert "is damaged: restore it from a backup, or `make reset`" in said(folder, free_port())
