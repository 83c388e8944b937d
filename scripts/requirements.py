"""``make requirements``: pin every library, with no address of any index in the files."""

import subprocess
import sys

from scripts.console import ROOT

OPTIONS = ["--quiet", "--strip-extras", "--no-annotate", "--no-header", "--no-emit-index-url"]
OPTIONS += ["--no-emit-trusted-host", "--no-emit-find-links", "--no-emit-options", "--allow-unsafe"]


def main(arguments: list[str]) -> int:
    """Compile both files; ``--upgrade`` takes the newest versions that fit."""
    for name in ("requirements", "requirements-dev"):
        command = [sys.executable, "-m", "piptools", "compile", *OPTIONS, *arguments]
        subprocess.run([*command, "-o", f"{name}.txt", f"{name}.in"], cwd=ROOT, check=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
