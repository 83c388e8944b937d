"""``make run`` and ``make reset``: from a fresh clone to a running site, with nothing but Python.

Runs before ``.venv`` exists, so it uses the standard library only; its first lines must be readable
by older Pythons, because they are what tells that the Python is too old.
"""

import fcntl
import os
import signal
import sys
import time
from pathlib import Path

from scripts import database, install, prepare, processes
from scripts.console import ROOT, Refusal, environment, refuse, say


def main(arguments: list[str]) -> int:
    """Run the command named; return the exit status."""
    env = environment()
    var = Path(env.get("KKO_VAR_DIR") or ROOT / "var")
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, stop_as_on_ctrl_c)
    try:
        if arguments == ["reset"]:
            reset(var)
        elif arguments == ["install"]:
            install.ensure_libraries("requirements-dev.txt")
        else:
            run(env, var)
    except Refusal as problem:
        return refuse(problem)
    except KeyboardInterrupt:
        say("\nStopped.")
    return 0


def stop_as_on_ctrl_c(number: int, frame: object) -> None:
    raise KeyboardInterrupt


def run(env: dict[str, str], var: Path) -> None:
    """Prepare what is not prepared, start the site and stay with it until Ctrl-C."""
    started = time.monotonic()
    port = port_of(env)
    env.setdefault("KKO_BASE_URL", f"http://localhost:{port}")
    env["PYTHONUNBUFFERED"] = "1"
    lock = hold_folder(var)
    if not processes.port_is_free(port):
        raise Refusal(f"Port {port} is taken by another program; choose another: make run PORT={port + 1}.")
    say("Kreativní Ústecko")
    preparation = prepare.Preparation(install.ensure_libraries(), env, var)
    preparation.everything()
    logins = preparation.logins()
    site = processes.Site(preparation.python, env, port)
    try:
        site.wait_until_it_answers()
        say(f"\nReady in {time.monotonic() - started:.1f} s: http://localhost:{port}/   (Ctrl-C stops it)\n")
        say(logins)
        site.watch()
    finally:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)
        site.stop()
        lock.close()


def port_of(env: dict[str, str]) -> int:
    value = env.get("PORT") or "8000"
    if not value.isdigit() or not 0 < int(value) < 65536:
        raise Refusal(f"PORT must be a number from 1 to 65535, not {value!r}: make run PORT=8001.")
    return int(value)


def hold_folder(var: Path):
    """Return the open lock of this folder's installation. Raises ``Refusal`` when another run holds it."""
    var.mkdir(parents=True, exist_ok=True)
    lock = (var / "run.lock").open("a+", encoding="ascii")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        lock.seek(0)
        process = lock.read().strip() or "?"
        raise Refusal(
            f"The site runs in this folder already (process {process}); stop it there with Ctrl-C"
            f" or by `kill {process}`, then try again."
        ) from None
    lock.seek(0)
    lock.truncate()
    lock.write(str(os.getpid()))
    lock.flush()
    return lock


def reset(var: Path) -> None:
    """Remove the embedded installation's database, media and mail; a server's database is never touched."""
    lock = hold_folder(var)
    removed = database.remove(var)
    lock.close()
    say(f"Removed: {', '.join(path.name for path in removed)}." if removed else "There was nothing to remove.")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
