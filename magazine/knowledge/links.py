"""What became of a link: alive, dead, or in doubt."""

from dataclasses import dataclass

from magazine.knowledge.fetching import FetchError, NoSuchHost, NotAllowed, Unreachable, fetch
from magazine.knowledge_choices import LinkState

SECONDS = 10.0
GONE = {404, 410}
# A bad day is not death: a link in doubt is dead once it failed so often, a day apart.
MOST_FAILURES = 3
# doi.org's redirect proves that the DOI is registered; publishers behind it refuse machines.
REGISTRARS = frozenset({"doi.org", "dx.doi.org"})


@dataclass(frozen=True)
class Verdict:
    """What a try found: the state, a note for editors, and whether nothing at all was reached."""

    state: LinkState
    note: str
    is_silent: bool = False


def probe(url: str, *, registrars: frozenset[str] = REGISTRARS) -> Verdict:
    """Try a link once."""
    try:
        answer = fetch(url, seconds=SECONDS, stop_at=registrars)
    except NotAllowed as refusal:
        return Verdict(LinkState.DEAD, str(refusal))
    except (NoSuchHost, Unreachable) as silence:
        return Verdict(LinkState.UNSURE, f"{type(silence).__name__}: {silence}"[:120], is_silent=True)
    except FetchError as error:
        return Verdict(LinkState.UNSURE, str(error)[:120])
    if answer.status < 400:
        return Verdict(LinkState.ALIVE, str(answer.status))
    return Verdict(LinkState.DEAD if answer.status in GONE else LinkState.UNSURE, str(answer.status))


def settled(verdict: Verdict, failures: int) -> tuple[LinkState, int]:
    """Return the state and the number of failures in a row after one more try; ``failures`` is that before it."""
    if verdict.state == LinkState.ALIVE:
        return LinkState.ALIVE, 0
    failures += 1
    is_dead = verdict.state == LinkState.DEAD or failures >= MOST_FAILURES
    return (LinkState.DEAD if is_dead else LinkState.UNSURE), failures
