"""The embedded loop beside the server: SQLite in a file, letters as files, processes that get killed."""

import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing

import pytest

from tests.kko.mail.child import BASE_DIR, command, environment
from tests.kko.mail.smtp_sink import SmtpSink

pytestmark = [pytest.mark.fault, pytest.mark.embedded]


class Embedded:
    """A migrated SQLite database in a folder of its own."""

    def __init__(self, folder):
        self.folder = folder
        self.file = folder / "outbox.sqlite3"
        self.env = environment(database=f"sqlite:///{self.file}", var=folder)
        self.children: list[subprocess.Popen] = []
        migrate = [sys.executable, "-W", "ignore", "-m", "django", "migrate", "mail", "-v0"]
        subprocess.run(migrate, env=self.env, cwd=BASE_DIR, check=True, timeout=120)

    def start(self, *arguments, smtp_port=None, **options) -> subprocess.Popen:
        env = environment(database=f"sqlite:///{self.file}", var=self.folder, smtp_port=smtp_port)
        self.children.append(subprocess.Popen(command(*arguments), env=env, cwd=BASE_DIR, **options))
        return self.children[-1]

    def stop(self) -> None:
        """End what a failed test has left running."""
        for child in self.children:
            if child.poll() is None:
                child.kill()
                child.wait()

    def query(self, sql: str) -> list[tuple]:
        with closing(sqlite3.connect(self.file, timeout=20)) as database, database:
            return database.execute(sql).fetchall()

    def states(self) -> dict[str, int]:
        return dict(self.query("SELECT status, COUNT(*) FROM mail_message GROUP BY status"))

    def letters(self) -> list[str]:
        return [path.name for path in (self.folder / "mail").glob("*.eml")]


@pytest.fixture
def embedded(tmp_path):
    here = Embedded(tmp_path)
    yield here
    here.stop()


def test_two_loops_deliver_what_two_requests_queued_once_and_stop_cleanly(embedded):
    queues = [embedded.start("queue", "40") for _ in range(2)]
    loops = [embedded.start("loop") for _ in range(2)]
    assert [queue.wait(timeout=60) for queue in queues] == [0, 0]
    wait_for(lambda: embedded.states() == {"sent": 40})
    assert len(embedded.letters()) == 40
    loops[0].send_signal(signal.SIGTERM)
    loops[1].send_signal(signal.SIGINT)
    assert [loop.wait(timeout=10) for loop in loops] == [0, 0]


def test_loop_survives_a_locked_database_and_says_so(embedded):
    assert embedded.start("queue", "1").wait(timeout=60) == 0
    with closing(sqlite3.connect(embedded.file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        loop = embedded.start("loop", "0.3", stderr=subprocess.PIPE, text=True)
        line = loop.stderr.readline()
        other.execute("ROLLBACK")
    assert "The outbox waits, the database does not answer: database is locked" in line
    wait_for(lambda: embedded.states() == {"sent": 1})
    loop.terminate()
    loop.communicate(timeout=10)
    assert loop.returncode == 0


def test_drainer_killed_after_sending_leaves_one_letter_unknown_and_never_sends_a_second(embedded):
    assert embedded.start("queue", "1").wait(timeout=60) == 0
    with SmtpSink() as sink:
        killed = embedded.start("drain", "tests.kko.mail.crashing.DiesAfterSending", smtp_port=sink.port)
        assert killed.wait(timeout=60) == -signal.SIGKILL
        assert embedded.states() == {"claimed": 1}
        embedded.query("UPDATE mail_message SET claimed_at = '2026-01-01 12:00:00'")
        assert embedded.start("drain", smtp_port=sink.port).wait(timeout=60) == 0
        assert (embedded.states(), len(sink.message_ids)) == ({"unknown": 1}, 1)


def wait_for(happened, seconds: float = 30) -> None:
    until = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < until, "it has not happened in time"
        time.sleep(0.05)
