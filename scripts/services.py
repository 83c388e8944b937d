"""The real services that tests talk to: named by the environment, found on loopback, started, or installed.

``provide()`` leaves ``DATABASE_URL`` and ``REDIS_URL`` in the environment. Uses the standard library only.
"""

import atexit
import glob
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from scripts.console import environment, is_true, say

POSTGRES_PLACES = ["/usr/lib/postgresql/*/bin", "/opt/homebrew/opt/postgresql*/bin", "/usr/local/opt/postgresql*/bin"]
BROWSERS = ["chromium", "chromium-browser", "google-chrome"]
MAC_BROWSER = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"


class Missing(Exception):
    """A service that could not be had, with how to get it."""


def required() -> bool:
    """Whether everything must be there, as on CI."""
    return is_true(os.environ.get("KKO_REQUIRE_ALL"))


def provide() -> list[str]:
    """Put ``DATABASE_URL`` and ``REDIS_URL`` for tests into the environment; return what is missing.

    With ``KKO_TEST_DATABASE=embedded`` both are the embedded defaults. Without PostgreSQL the tests fall
    back to SQLite. Exits when ``KKO_REQUIRE_ALL`` is set and something is missing.
    """
    missing: list[str] = []
    if os.environ.get("KKO_TEST_DATABASE") == "embedded":
        os.environ.update(DATABASE_URL="sqlite:///" + os.environ["KKO_VAR_DIR"] + "/kko.sqlite3", REDIS_URL="")
        return missing
    for name, supply in (("DATABASE_URL", postgres), ("REDIS_URL", redis)):
        try:
            os.environ[name] = environment().get(name) or supply()
        except Missing as problem:
            missing.append(str(problem))
            os.environ[name] = ""
    if missing and required():
        sys.exit("\n".join(missing))
    if not os.environ["DATABASE_URL"]:
        os.environ["KKO_TEST_DATABASE"] = "embedded"
        provide()
    return missing


# --- PostgreSQL ---------------------------------------------------------------------------------


def postgres() -> str:
    """Return the address of a PostgreSQL server: the one on loopback, or one started for this process."""
    if postgres_trusts_us():
        return "postgres://postgres@127.0.0.1:5432/kko"
    binaries = postgres_binaries()
    if not binaries and not apt_install("postgresql"):
        raise Missing("PostgreSQL is missing, tests that need it did not run: apt-get install postgresql")
    return start_postgres(binaries or postgres_binaries())


def postgres_trusts_us() -> bool:
    """Whether a server on 127.0.0.1:5432 lets the user postgres in without a password."""
    body = (196608).to_bytes(4, "big") + b"user\0postgres\0database\0postgres\0\0"
    try:
        with socket.create_connection(("127.0.0.1", 5432), timeout=2) as connection:
            connection.sendall((len(body) + 4).to_bytes(4, "big") + body)
            answer = connection.recv(9)
    except OSError:
        return False
    return answer[:1] == b"R" and answer[5:9] == b"\0\0\0\0"


def postgres_binaries() -> str:
    """Return the folder that holds ``initdb`` and ``pg_ctl``, or an empty string."""
    places = [path for pattern in POSTGRES_PLACES for path in sorted(glob.glob(pattern), reverse=True)]
    on_path = shutil.which("pg_ctl")
    if on_path:
        places.append(str(Path(on_path).resolve().parent))
    return next((place for place in places if Path(place, "initdb").exists() and Path(place, "pg_ctl").exists()), "")


def start_postgres(binaries: str) -> str:
    """Start a cluster in a temporary folder as an unprivileged user; it ends with this process."""
    folder, port = tempfile.mkdtemp(prefix="kko-pg-"), free_port()
    data, log, who = f"{folder}/data", f"{folder}/log", {}
    if os.geteuid() == 0:
        shutil.chown(folder, "nobody")
        who = {"user": "nobody", "extra_groups": []}
    options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off -c full_page_writes=off"
    make = ["initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"]
    start = ["pg_ctl", "-D", data, "-l", log, "-o", options, "-w", "start"]
    stop = ["pg_ctl", "-D", data, "-m", "immediate", "-w", "stop"]
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    atexit.register(at_end, stop, binaries, who)
    for command in (make, start):
        done = subprocess.run([f"{binaries}/{command[0]}", *command[1:]], **quiet(), cwd=folder, **who)
        if done.returncode:
            raise Missing(f"PostgreSQL did not start with `{' '.join(command)}`.")
    return f"postgres://postgres@127.0.0.1:{port}/kko"


def at_end(stop: list[str], binaries: str, who: dict) -> None:
    subprocess.run([f"{binaries}/{stop[0]}", *stop[1:]], **quiet(), cwd="/", **who)


def quiet() -> dict:
    return {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}


# --- Redis --------------------------------------------------------------------------------------


def redis() -> str:
    """Return the address of a Redis server: the one on loopback, or one started for this process."""
    if redis_answers(6379):
        return "redis://127.0.0.1:6379/15"
    if not shutil.which("redis-server") and not apt_install("redis-server"):
        raise Missing("Redis is missing, tests that need it did not run: apt-get install redis-server")
    return start_redis()


def redis_answers(port: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=2) as connection:
            connection.sendall(b"PING\r\n")
            return connection.recv(5) == b"+PONG"
    except OSError:
        return False


def start_redis() -> str:
    """Start a server that keeps nothing on disk; it ends with this process."""
    port, folder = free_port(), tempfile.mkdtemp(prefix="kko-redis-")
    options = ["--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", folder]
    server = subprocess.Popen(["redis-server", *options], **quiet())
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    atexit.register(server.terminate)
    for _attempt in range(100):
        if redis_answers(port):
            return f"redis://127.0.0.1:{port}/0"
        time.sleep(0.05)
    raise Missing("redis-server did not start.")


# --- Chromium -----------------------------------------------------------------------------------


def chromium() -> str:
    """Return the path of a Chromium. Raises ``Missing`` when there is none to be had."""
    named = os.environ.get("KKO_CHROMIUM")
    found = named or next(filter(None, map(shutil.which, BROWSERS)), "")
    if not found and Path(MAC_BROWSER).exists():
        found = MAC_BROWSER
    if not found and apt_install("chromium"):
        found = shutil.which("chromium") or ""
    if not found:
        raise Missing("Chromium is missing, browser tests did not run: apt-get install chromium, or set KKO_CHROMIUM")
    return found


# --- Both ---------------------------------------------------------------------------------------


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def apt_install(*packages: str) -> bool:
    """On Debian as root, install the packages; return whether it went well."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return False
    say(f"Installing {' '.join(packages)} by apt …")
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update", "-qq"], env=env, stdout=subprocess.DEVNULL)
    command = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages]
    return subprocess.run(command, env=env, stdout=subprocess.DEVNULL).returncode == 0
