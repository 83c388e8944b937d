"""``make bench``: measure, print the tables and write them to ``docs/benchmarks.md``.

``--only finding`` (several may be named) does some parts, ``--quick`` measures shortly; neither writes the file.
"""

import argparse
from collections.abc import Callable

from benchmarks import ground
from scripts import services
from scripts.console import Refusal, refuse

# Each part takes ``quick`` and returns a Section; they are done and printed in this order.
PARTS = ["benchmarks.finding.finding", "benchmarks.effort.queries", "benchmarks.effort.words"]
PARTS += ["benchmarks.speed.speed", "benchmarks.effort.freshness", "benchmarks.needs.needs", "benchmarks.map.map"]
PARTS += ["benchmarks.desk.desk", "benchmarks.sheets.sheets", "benchmarks.pages.pages"]
PARTS += ["benchmarks.lighthouse.lighthouse"]
ALSO_CALLED = {"recall": "finding"}


def main() -> int:
    arguments = _arguments()
    try:
        ground.set_environment()
    except services.Missing as problem:
        return refuse(Refusal(str(problem)))
    import django  # the environment had to be complete first

    django.setup()
    ground.prepare()
    from benchmarks import report

    machine = report.machine()
    whole = not arguments.only and not arguments.quick
    sections = [part(arguments.quick) for part in _parts(arguments.only)]
    print("\n" + report.write(sections, machine, report.DOCUMENT if whole else None))
    return 0


def _arguments() -> argparse.Namespace:
    names = [path.rsplit(".", 1)[1] for path in PARTS]
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--only", nargs="+", choices=[*names, *ALSO_CALLED], default=[])
    parser.add_argument("--quick", action="store_true")
    return parser.parse_args()


def _parts(only: list[str]) -> list[Callable]:
    from django.utils.module_loading import import_string

    wanted = {ALSO_CALLED.get(name, name) for name in only}
    return [import_string(path) for path in PARTS if not wanted or path.rsplit(".", 1)[1] in wanted]


if __name__ == "__main__":
    raise SystemExit(main())
