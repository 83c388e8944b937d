"""What the scripts say: one line for each step with its time, one sentence for each refusal."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


class Refusal(Exception):
    """Why a script cannot go on, in one sentence with the way out."""


def say(text: str = "") -> None:
    print(text, flush=True)


@contextmanager
def step(text: str) -> Iterator[None]:
    """Print ``text`` and, when the block is done, its seconds."""
    started = time.monotonic()
    print(f"  {text} … ", end="", flush=True)
    try:
        yield
    except BaseException:
        say("stopped")
        raise
    say(f"{time.monotonic() - started:.1f} s")


def run_quietly(command: Sequence[str | os.PathLike[str]], env: Mapping[str, str] | None = None) -> str:
    """Run ``command`` in the project's folder and return what it printed.

    Raises ``Refusal`` with its last lines when it fails.
    """
    done = subprocess.run(
        command,
        cwd=ROOT,
        env=env,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    if done.returncode:
        tail = "\n".join(done.stdout.strip().splitlines()[-25:])
        name = " ".join(Path(part).name for part in map(str, command[:4]))
        raise Refusal(f"{tail}\n\n{name} failed; the lines above say why.")
    return done.stdout


def refuse(problem: Refusal) -> int:
    """Print the refusal where errors go and return the exit status."""
    print(f"\n{problem}", file=sys.stderr, flush=True)
    return 1


def environment() -> dict[str, str]:
    """Return the environment with what ``.env`` adds; what is set already wins."""
    values = {}
    path = ROOT / ".env"
    for line in path.read_text(encoding="utf-8").splitlines() if path.exists() else []:
        name, equals, value = line.strip().removeprefix("export ").partition("=")
        if equals and not name.startswith("#"):
            values[name.strip()] = value.strip().strip("'\"")
    return {**values, **os.environ}


def is_true(value: str | None) -> bool:
    return (value or "").strip().lower() in {"1", "true", "yes", "on", "y", "t", "ok"}
