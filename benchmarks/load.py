"""Load on a server: so many connections, asking paths in turn. By ``wrk`` where it is installed, else by threads."""

import http.client
import json
import shutil
import subprocess
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from benchmarks.ground import FOLDER

HEADERS = {"Accept-Encoding": "gzip", "X-Forwarded-Proto": "https"}
QUANTILES = 1000


@dataclass(frozen=True)
class Run:
    """What came of a load; ``quantiles`` are a thousand latencies in milliseconds, in order."""

    requests: int
    seconds: float
    errors: int
    quantiles: list[float]

    @property
    def rate(self) -> float:
        return self.requests / self.seconds if self.seconds else 0.0

    def percentile(self, share: float) -> float:
        return self.quantiles[min(QUANTILES - 1, int(share * QUANTILES))] if self.quantiles else 0.0


def together(runs: list[Run]) -> Run:
    """Return several runs as one: each weighs as many latencies as it had requests."""
    total = sum(run.requests for run in runs)
    weighted = sorted((value, run.requests / len(run.quantiles)) for run in runs for value in run.quantiles)
    quantiles, reached = [], 0.0
    for value, weight in weighted:
        reached += weight
        while len(quantiles) < QUANTILES and reached >= (len(quantiles) + 0.5) / QUANTILES * total:
            quantiles.append(value)
    return Run(total, sum(run.seconds for run in runs), sum(run.errors for run in runs), quantiles)


def tool() -> str:
    return "wrk" if shutil.which("wrk") else "threads of Python"


def run(address: str, paths: list[str], connections: int, seconds: float) -> Run:
    """Ask ``paths`` of the server in turn for ``seconds``. Answers of 400 and above are errors."""
    return (_by_wrk if shutil.which("wrk") else _by_threads)(address, paths, connections, seconds)


def _by_wrk(address: str, paths: list[str], connections: int, seconds: float) -> Run:
    listed = FOLDER / "paths.txt"
    listed.write_text("\n".join(paths) + "\n", encoding="utf-8")
    script = Path(__file__).with_name("load.lua")
    command = ["wrk", "-t1", f"-c{connections}", f"-d{max(1, round(seconds))}s", "--timeout", "10s"]
    done = subprocess.run(
        [*command, "-s", str(script), address, "--", str(listed)], capture_output=True, text=True, check=True
    )
    return Run(**json.loads(next(line for line in done.stdout.splitlines() if line.startswith("{"))))


def _by_threads(address: str, paths: list[str], connections: int, seconds: float) -> Run:
    latencies: list[float] = []
    errors: list[str] = []
    started = time.perf_counter()

    def ask_on(at: int) -> None:
        while time.perf_counter() - started < seconds:
            begun = time.perf_counter()
            fault = _ask(address, paths[at % len(paths)])
            if fault:
                errors.append(fault)
            latencies.append((time.perf_counter() - begun) * 1000)
            at += connections

    threads = [threading.Thread(target=ask_on, args=(number,)) for number in range(connections)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    latencies.sort()
    quantiles = [latencies[int((place + 0.5) / QUANTILES * len(latencies))] for place in range(QUANTILES)]
    return Run(len(latencies), time.perf_counter() - started, len(errors), quantiles)


def _ask(address: str, path: str) -> str:
    """Ask once; return what went wrong, or an empty string."""
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=10)
    try:
        connection.request("GET", path, headers=HEADERS)
        answer = connection.getresponse()
        answer.read()
        return str(answer.status) if answer.status >= 400 else ""
    except OSError as problem:
        return str(problem)
    finally:
        connection.close()
