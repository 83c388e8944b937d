"""Profiles that may be one: pairs with the reasons, without those that a curator found to be two.

A few aggregate queries over indexed keys, each giving only groups that share a key; the whole takes a
fraction of a second over 50,000 profiles (``benchmarks/desk.py`` measures it).
"""

import heapq
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations, groupby

from django.db.models import Count, F, Q, QuerySet, Window
from django.db.models.functions import Lower

from catalogue.choices import Likeness
from catalogue.models import DistinctPair, Profile

WEIGHTS = {Likeness.ICO: 8, Likeness.NAME_HERE: 4, Likeness.WEB: 3, Likeness.EMAIL: 2, Likeness.NAME: 1}
BITS = {reason: 1 << place for place, reason in enumerate(WEIGHTS)}
STRONG = {Likeness.ICO, Likeness.NAME_HERE}
# A name, web or e-mail that more profiles share says nothing about any two of them: Jan Novák, the town's web.
COMMON = 5
HOSTS = (
    "facebook.com", "m.facebook.com", "instagram.com", "youtube.com", "linkedin.com", "twitter.com", "x.com",
    "tiktok.com", "vimeo.com", "soundcloud.com", "bandcamp.com", "spotify.com", "open.spotify.com", "behance.net",
    "pinterest.com", "flickr.com", "linktr.ee", "fler.cz", "etsy.com", "google.com", "sites.google.com", "google.cz",
    "seznam.cz", "firmy.cz", "wordpress.com", "wixsite.com", "webnode.cz", "webnode.com", "estranky.cz", "rajce.net",
    "csfd.cz", "bandzone.cz", "github.com", "mapy.cz", "mapy.com",
)  # fmt: skip
# Pages that stand for anybody once the question after the address is gone (profile.php?id=…).
PAGES = (
    "", "/profile.php", "/people", "/pages", "/groups", "/watch", "/channel", "/user", "/in", "/company", "/home",
    "/login", "/search", "/maps", "/permalink.php", "/story.php", "/share", "/p",
)  # fmt: skip
GENERIC_WEBS = frozenset(f"{host}{page}" for host in HOSTS for page in PAGES)


@dataclass(frozen=True)
class Pair:
    """Two profiles by id, the smaller first, and why they may be one, the strongest reason first."""

    one: int
    other: int
    reasons: tuple[Likeness, ...] = field(default=())

    @property
    def key(self) -> str:
        """The name by which the desk knows the pair."""
        return f"duplicate:{self.one}-{self.other}"

    @property
    def weight(self) -> int:
        return sum(WEIGHTS[reason] for reason in self.reasons)


def likely_pairs() -> list[Pair]:
    """Return all pairs that may be one, those with the strongest reasons first, then the newest.

    Public profiles and those sent for approval count; drafts that nobody has sent are their owners' alone.
    """
    found = _found()
    return [_pair(one, other, found[one, other]) for one, other in sorted(found, key=_rank(found))]


def likeliest_pairs(most: int) -> tuple[list[Pair], int]:
    """Return the first ``most`` of ``likely_pairs``, and how many there are in all: the desk shows no more."""
    found = _found()
    first = heapq.nsmallest(most, found, key=_rank(found))
    return [_pair(one, other, found[one, other]) for one, other in first], len(found)


def _found() -> dict[tuple[int, int], int]:
    """Return the pairs with their reasons as bits of one number: tens of thousands of them cost little."""
    found: dict[tuple[int, int], int] = {}
    for reason, profiles in _shared_keys(_compared()).items():
        bit = BITS[reason]
        for ids in _groups(reason, profiles):
            for pair in _pairs(ids):
                found[pair] = found.get(pair, 0) | bit
    for pair in DistinctPair.objects.values_list("one_id", "other_id"):
        found.pop(pair, None)
    return found


def _rank(found: dict[tuple[int, int], int]) -> Callable[[tuple[int, int]], tuple[int, int, int]]:
    weights = [sum(WEIGHTS[reason] for reason in _reasons(bits)) for bits in range(1 << len(BITS))]
    return lambda pair: (-weights[found[pair]], -pair[1], -pair[0])


def _pair(one: int, other: int, bits: int) -> Pair:
    return Pair(one, other, _in_order(_reasons(bits)))


def _reasons(bits: int) -> list[Likeness]:
    return [reason for reason, bit in BITS.items() if bits & bit]


def likenesses(one: Profile, other: Profile) -> tuple[Likeness, ...]:
    """Return in what two profiles are alike, the strongest reason first; empty values never are."""
    same_name = bool(one.name_key) and one.name_key == other.name_key
    same_place = one.municipality_id == other.municipality_id
    alike = {
        Likeness.ICO: one.ico and one.ico == other.ico,
        Likeness.NAME_HERE: same_name and same_place,
        Likeness.NAME: same_name and not same_place,
        Likeness.WEB: one.web_key and one.web_key == other.web_key and one.web_key not in GENERIC_WEBS,
        Likeness.EMAIL: one.email and one.email.lower() == other.email.lower(),
    }
    return _in_order(reason for reason, holds in alike.items() if holds)


def _compared() -> QuerySet[Profile]:
    sent = Profile.objects.submitted().values("pk")
    return Profile.objects.filter(Q(live=True) | Q(pk__in=sent), closure="").order_by()


def _shared_keys(profiles: QuerySet[Profile]) -> dict[Likeness, QuerySet[Profile]]:
    """Return for each reason the profiles that have such a value at all, with it as ``key``."""
    named = profiles.exclude(name_key="").annotate(key=F("name_key"))
    return {
        Likeness.ICO: profiles.exclude(ico="").annotate(key=F("ico")),
        Likeness.NAME_HERE: named,
        Likeness.WEB: profiles.exclude(web_key="").exclude(web_key__in=GENERIC_WEBS).annotate(key=F("web_key")),
        Likeness.EMAIL: profiles.exclude(email="").annotate(key=Lower("email")),
        Likeness.NAME: named,
    }


def _groups(reason: Likeness, profiles: QuerySet[Profile]) -> Iterator[list[tuple[int, int | None]]]:
    """Yield the groups that share a key, each as ids with the place where that matters: one query.

    Counted in one pass by a window: a join of the table with its groups hangs on statistics that the
    database may not have yet.
    """
    parts = ["key", "municipality_id"] if reason == Likeness.NAME_HERE else ["key"]
    shared = profiles.annotate(number=Window(Count("pk"), partition_by=[F(part) for part in parts]))
    shared = shared.filter(number__gt=1)
    if reason not in STRONG:
        shared = shared.filter(number__lte=COMMON)
    rows = shared.order_by("key", "municipality_id").values_list("key", "municipality_id", "pk")
    for _key, group in groupby(rows, key=lambda row: row[: len(parts)]):
        yield sorted((pk, place if reason == Likeness.NAME else None) for _name, place, pk in group)


def _pairs(group: Sequence[tuple[int, int | None]]) -> Iterator[tuple[int, int]]:
    """Yield the pairs of a group: each with each, in a large one each with the oldest only.

    Of one name those in one place are left to the stronger reason.
    """
    pairs = combinations(group, 2) if len(group) <= COMMON else ((group[0], other) for other in group[1:])
    for (one, here), (other, there) in pairs:
        if here is None or here != there:
            yield one, other


def _in_order(reasons: Iterable[Likeness]) -> tuple[Likeness, ...]:
    return tuple(sorted(reasons, key=lambda reason: -WEIGHTS[reason]))
