"""The running site: the server and the outbox loop, started together and stopped together."""

import ctypes
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

from scripts.console import ROOT, Refusal, say

STOP_SECONDS = 10


def port_is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def die_with_parent() -> None:
    """On Linux, let the kernel stop this process when the one that started it is killed."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGTERM)


class Site:
    """gunicorn and ``run_outbox`` under one roof, each in a session of its own."""

    def __init__(self, python: Path, env: dict[str, str], port: int):
        self.env, self.port = env, port
        server = [python, "-m", "gunicorn", "kko.wsgi:application", "-c", "deploy/gunicorn.conf.py"]
        self.server = self.start([*server, "--bind", f"127.0.0.1:{port}", "--workers", "2"])
        self.outbox_command = [python, "manage.py", "run_outbox"]
        self.outbox = self.start(self.outbox_command)

    def start(self, command: list) -> subprocess.Popen:
        return subprocess.Popen(
            command,
            cwd=ROOT,
            env=self.env,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=die_with_parent,
        )

    def wait_until_it_answers(self, seconds: float = 60) -> None:
        """Return when the home page answers without a server error. Raises ``Refusal`` when it does not."""
        until = time.monotonic() + seconds
        while time.monotonic() < until and self.server.poll() is None:
            status = self.status()
            if status and status < 500:
                return
            if status:
                raise Refusal(f"The site answers with an error ({status}); the lines above say why.")
            time.sleep(0.1)
        raise Refusal("The server did not start; the lines above say why.")

    def status(self) -> int:
        """Return the status of the home page, 0 while nobody answers."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request("GET", "/", headers={"X-Forwarded-Proto": "https", "Host": self.host()})
            return connection.getresponse().status
        except OSError:
            return 0
        finally:
            connection.close()

    def host(self) -> str:
        return self.env.get("KKO_ALLOWED_HOSTS", "").split(",")[0].strip(" .*") or f"127.0.0.1:{self.port}"

    def watch(self) -> None:
        """Stay until the server ends; start the outbox loop again when it falls. Raises ``Refusal``."""
        while self.server.poll() is None:
            if self.outbox.poll() is not None:
                say(f"The outbox loop ended (status {self.outbox.returncode}); starting it again in 5 seconds.")
                time.sleep(5)
                self.outbox = self.start(self.outbox_command)
            time.sleep(0.5)
        raise Refusal(f"The server ended by itself (status {self.server.returncode}); the lines above say why.")

    def stop(self) -> None:
        """Stop both, first kindly; nothing stays behind."""
        running = [self.server, self.outbox]
        for process in running:
            signal_group(process, signal.SIGTERM)
        until = time.monotonic() + STOP_SECONDS
        while any(process.poll() is None for process in running) and time.monotonic() < until:
            time.sleep(0.05)
        for process in running:
            signal_group(process, signal.SIGKILL)
            process.wait()


def signal_group(process: subprocess.Popen, number: int) -> None:
    """Send a signal to the process, and at the end to whatever it left in its group."""
    try:
        if number == signal.SIGKILL:
            os.killpg(process.pid, number)
        elif process.poll() is None:
            process.send_signal(number)
    except (ProcessLookupError, PermissionError):
        pass
