"""The steps between a fresh clone and a site that can start."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from scripts import database
from scripts.console import ROOT, is_true, run_quietly, step
from scripts.stamps import Stamps, digest

ROOMS = ("kko", "catalogue", "spaces", "network", "governance", "magazine")
DATA = ("data/*", "commands/load_*", "reference.py", "sample.py")


@dataclass
class Preparation:
    """Prepares one installation: its libraries are there, ``env`` decides the rest."""

    python: Path
    env: dict[str, str]
    var: Path

    def __post_init__(self) -> None:
        self.stamps = Stamps(self.var / "state")
        self.embedded = not self.env.get("DATABASE_URL")
        self.production = is_true(self.env.get("KKO_PRODUCTION"))
        self.libraries = digest(ROOT / "requirements.txt")

    def everything(self) -> None:
        """Do what changed since the last time. Raises ``Refusal``."""
        if self.embedded:
            self.meet_database()
        self.unless_same("messages", "Compiling the messages", self.messages, ROOT / "locale")
        self.unless_same("migrations", "Preparing the database", self.migrate, *found("migrations/*.py"))
        self.unless_same(
            "data", "Loading reference data and the sample", self.load, *found("data/*", "commands/load_*")
        )
        self.unless_same("static", "Collecting static files", self.collect, ROOT / "static", *found("static/**/*"))
        self.stamps.set(database.COMPLETE, "")

    def meet_database(self) -> None:
        complete = (self.stamps.folder / database.COMPLETE).exists()
        database.check_whole(self.var, complete)
        if not (self.var / "kko.sqlite3").exists():
            self.stamps.drop(database.COMPLETE, "migrations", "data", "logins")
        if not (self.var / "static").exists():
            self.stamps.drop("static")

    def unless_same(self, name: str, text: str, work: Callable[[], None], *sources: Path) -> None:
        """Do ``work`` unless it was done from just these sources on this database."""
        wanted = digest(self.libraries, self.env.get("DATABASE_URL", ""), *sources)
        elsewhere = name in {"migrations", "data"} and not self.embedded  # a server's state is not ours to remember
        if self.stamps.holds(name, wanted) and not elsewhere:
            return
        with step(text):
            work()
        self.stamps.set(name, wanted)

    def manage(self, *arguments: str) -> str:
        return run_quietly([self.python, "manage.py", *arguments], env=self.env)

    def messages(self) -> None:
        run_quietly([self.python, "-m", "scripts.messages", "compile"], env=self.env)

    def migrate(self) -> None:
        self.manage("migrate", "--noinput")
        self.manage("createcachetable")

    def load(self) -> None:
        self.manage("load_reference")
        if not self.production:
            self.manage("load_sample")
        self.stamps.drop("logins")

    def collect(self) -> None:
        self.manage("collectstatic", "--noinput", "--clear")

    def logins(self) -> str:
        """Return the sample logins as the site prints them; empty in production."""
        if self.production:
            return ""
        path = self.stamps.folder / "logins"
        if not path.exists():
            self.stamps.set("logins", self.manage("sample_logins"))
            os.chmod(path, 0o600)
        return path.read_text(encoding="utf-8").rstrip()


def found(*patterns: str) -> list[Path]:
    """Files of the rooms that match one of the patterns, in a stable order."""
    rooms = [ROOT / room for room in ROOMS if (ROOT / room).is_dir()]
    paths = {path for room in rooms for pattern in patterns for path in room.rglob(pattern)}
    return sorted(path for path in paths if path.is_file())
