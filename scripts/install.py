"""The project's own ``.venv`` and the libraries in it."""

import importlib.util
import shutil
import subprocess
import sys
from pathlib import Path

from scripts.console import ROOT, Refusal, run_quietly, step
from scripts.stamps import Stamps, digest

VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"


def ensure_libraries(requirements: str = "requirements.txt") -> Path:
    """Make ``.venv`` hold what ``requirements`` pins; return its Python.

    Does nothing when it does already. Raises ``Refusal`` when it cannot.
    """
    if not works(PYTHON):
        create()
    stamps = Stamps(VENV / "stamps")
    # What is for development holds all that the site needs.
    if not any(stamps.holds(name, digest(ROOT / name)) for name in (requirements, "requirements-dev.txt")):
        with step(f"Installing the libraries of {requirements} (a minute or two)"):
            run_quietly([PYTHON, "-m", "pip", "install", *pip_options(), "-r", requirements])
        stamps.set(requirements, digest(ROOT / requirements))
    return PYTHON


def pip_options() -> list[str]:
    return ["--disable-pip-version-check", "--no-input", "--root-user-action=ignore", "--quiet"]


def works(python: Path) -> bool:
    """Whether ``python`` starts, is new enough and has pip."""
    code = "import sys, pip; sys.exit(sys.version_info < (3, 11))"
    try:
        return subprocess.run([python, "-c", code], capture_output=True).returncode == 0
    except OSError:
        return False


def create() -> None:
    """Create ``.venv`` anew; nothing half made stays behind."""
    if not importlib.util.find_spec("ensurepip") or not importlib.util.find_spec("venv"):
        version = f"{sys.version_info.major}.{sys.version_info.minor}"
        raise Refusal(
            "Python's venv module is missing; install it with"
            f" `apt-get install python{version}-venv` (as root) and run `make run` again."
        )
    with step("Creating .venv"):
        shutil.rmtree(VENV, ignore_errors=True)
        try:
            run_quietly([sys.executable, "-m", "venv", VENV])
        except BaseException:
            shutil.rmtree(VENV, ignore_errors=True)
            raise
