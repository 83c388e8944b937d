"""``make check`` (the quick part) and ``make test`` (everything), stage by stage with their times.

Runs before ``.venv`` exists: it makes it first. A failing stage does not hide the later ones.
"""

import os
import secrets
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass, field

from scripts import install, services
from scripts.console import ROOT, Refusal, refuse, say

BIN = install.VENV / "bin"


@dataclass(frozen=True)
class Stage:
    """One command with its additions to the environment; ``spoken`` ones print as they go."""

    name: str
    command: list[str]
    env: Mapping[str, str] = field(default_factory=dict)
    spoken: bool = False


def tool(name: str, *arguments: str) -> list[str]:
    return [str(BIN / "python"), "-m", name, *arguments]


def manage(*arguments: str) -> list[str]:
    return [str(BIN / "python"), "manage.py", *arguments]


EMBEDDED = {"DATABASE_URL": "", "REDIS_URL": "", "KKO_TEST_DATABASE": "embedded"}
PRODUCTION = {
    "KKO_PRODUCTION": "true",
    "KKO_SECRET_KEY": secrets.token_urlsafe(64),
    "KKO_ALLOWED_HOSTS": "kko.example.cz",
    "KKO_BASE_URL": "https://kko.example.cz",
    "DATABASE_URL": "postgres://kko@127.0.0.1/kko",
    "REDIS_URL": "redis://127.0.0.1:6379/0",
    "EMAIL_URL": "smtp://mail.example.cz",
}


EDITOR = "tests/browser/test_editor.py"


def quick(scratch: str) -> list[Stage]:
    """The stages of ``make check``; ``scratch`` is a folder for what they leave."""
    local = {"KKO_VAR_DIR": scratch, "DATABASE_URL": f"sqlite:///{scratch}/check.sqlite3", "REDIS_URL": ""}
    return [
        Stage("ruff", tool("ruff", "check", ".")),
        Stage("ruff format", tool("ruff", "format", "--check", ".")),
        Stage("djlint", tool("djlint", "templates", "--lint", "--quiet")),
        Stage("lint-imports", [str(BIN / "lint-imports"), "--no-cache"]),
        Stage("mypy", tool("mypy"), local),
        Stage("makemigrations --check", manage("makemigrations", "--check", "--dry-run"), local),
        Stage("check --deploy", manage("check", "--deploy", "--fail-level", "WARNING"), {**local, **PRODUCTION}),
        Stage("messages", tool("scripts.messages", "check")),
    ]


def thorough(scratch: str) -> list[Stage]:
    """The stages that ``make test`` adds."""
    fresh = {**EMBEDDED, "KKO_VAR_DIR": f"{scratch}/fresh", "DATABASE_URL": f"sqlite:///{scratch}/fresh.sqlite3"}
    return [
        Stage(
            "pytest on PostgreSQL and Redis",
            tool("pytest", "-q", "-n", "2", "--maxschedchunk", "20", "-m", "not browser"),
            spoken=True,
        ),
        Stage(
            "pytest on SQLite",
            tool("pytest", "-q", "-n", "2", "--maxschedchunk", "20", "-m", "embedded and not browser"),
            {**EMBEDDED, "KKO_VAR_DIR": f"{scratch}/embedded"},
            spoken=True,
        ),
        Stage("every migration on SQLite", manage("migrate", "--noinput"), fresh),
        Stage(
            "pytest in the browser",
            tool("pytest", "-q", "-n", "2", "--dist", "loadfile", "-m", "browser", f"--ignore={EDITOR}"),
            spoken=True,
        ),
        # Wagtail's editor saves itself all the time: beside another browser its journey is slow, and then fails.
        Stage("pytest in the editor", tool("pytest", "-q", "-m", "browser", EDITOR), spoken=True),
    ]


def main(arguments: list[str]) -> int:
    """Run the stages; return 1 when one failed."""
    try:
        install.ensure_libraries("requirements-dev.txt")
    except Refusal as problem:
        return refuse(problem)
    with tempfile.TemporaryDirectory(prefix="kko-check-") as scratch:
        stages = quick(scratch)
        if "--all" in arguments:
            say_services()
            stages += thorough(scratch)
        results = [(stage.name, *run(stage)) for stage in stages]
    say("\nStages")
    for name, passed, seconds in results:
        say(f"  {'ok    ' if passed else 'FAILED'} {seconds:7.1f} s  {name}")
    say(f"  {sum(seconds for _name, _passed, seconds in results):14.1f} s  in all")
    return 0 if all(passed for _name, passed, _seconds in results) else 1


def say_services() -> None:
    """Start once what all stages need; leave to pytest to say what is missing."""
    missing = []
    for name, supply in (("DATABASE_URL", services.postgres), ("REDIS_URL", services.redis)):
        try:
            os.environ[name] = services.environment().get(name) or supply()
            say(f"{name} {os.environ[name]}")
        except services.Missing as problem:
            missing.append(str(problem))
    try:
        os.environ["KKO_CHROMIUM"] = services.chromium()
    except services.Missing as problem:
        missing.append(str(problem))
    say("\n".join(f"MISSING: {sentence}" for sentence in missing))
    if missing and services.required():
        sys.exit(1)


def run(stage: Stage) -> tuple[bool, float]:
    """Run one stage, print what it says when it fails or is spoken; return success and seconds."""
    started = time.monotonic()
    env = {**os.environ, **stage.env}
    say(f"— {stage.name}")
    output = None if stage.spoken else subprocess.PIPE
    done = subprocess.run(stage.command, cwd=ROOT, env=env, stdout=output, stderr=subprocess.STDOUT, text=True)
    if done.returncode and done.stdout:
        say(done.stdout.rstrip())
    return done.returncode == 0, time.monotonic() - started


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
