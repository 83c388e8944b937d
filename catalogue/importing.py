"""Judging the rows of a sheet before anything is written: what each means, what it would change, whom it may double."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db.models.functions import Lower
from django.utils.translation import gettext as _

from catalogue.choices import Form, Verdict
from catalogue.models import Membership, OldAddress, Profile
from catalogue.naming import name_key, web_key
from catalogue.sheets.columns import BY_NAME, shown, value_of
from catalogue.sheets.export import RELATED
from catalogue.sheets.reading import read_cells
from catalogue.sheets.register import Register
from kko.mail.letters import holds_address

# Never changed by a row that updates: its own address, and whether it is public.
FIXED = frozenset({"slug", "public"})


@dataclass
class JudgedRow:
    """A row with its verdict: ``data`` by column, ``updates`` the profile it changes, ``like`` its possible double."""

    number: int
    cells: Sequence[str]
    data: dict[str, Any] = field(default_factory=dict)
    verdict: Verdict = Verdict.NEW
    reasons: list[str] = field(default_factory=list)
    changes: list[list[str]] = field(default_factory=list)
    updates: Profile | None = None
    like: int | None = None
    keys: dict[str, str] = field(default_factory=dict)

    def mark(self, verdict: Verdict, reason: str) -> None:
        self.verdict = verdict
        self.reasons.append(reason)

    def settle(self, verdict: Verdict, reason: str) -> None:
        """Mark the row unless it is refused already; the reason is told in any case."""
        self.mark(self.verdict if self.verdict == Verdict.REFUSED else verdict, reason)


Earlier = Callable[[Iterable[str]], dict[str, int]]


class Judge:
    """Judges rows against the region, the taxonomy, the catalogue, and earlier rows of the file.

    ``earlier`` returns, of some keys, those that rows of former chunks have, with the number of the row.
    """

    def __init__(self, mapping: Sequence[str], *, earlier: Earlier = lambda keys: {}) -> None:
        self._mapping = list(mapping)
        self._earlier = earlier

    @cached_property
    def register(self) -> Register:
        return Register.load()

    def judge(self, rows: Iterable[tuple[int, Sequence[str]]]) -> list[JudgedRow]:
        """Return a chunk of rows with verdicts, in as many queries whatever its length."""
        judged = [self._read(JudgedRow(number, cells)) for number, cells in rows]
        standing = Standing.load(judged)
        for row in judged:
            self._match(row, standing)
            _tell_address(row)
        self._find_doubles(judged)
        return judged

    def _read(self, row: JudgedRow) -> JudgedRow:
        row.data, row.reasons = read_cells(self._mapping, row.cells, self.register)
        return row

    def _match(self, row: JudgedRow, standing: "Standing") -> None:
        """Find out whether the row is about a profile that is there, and what it would change."""
        by_slug = standing.of_slug.get(row.data.get("slug", ""))
        by_ico = standing.of_ico.get(row.data.get("ico", ""), [])
        if by_slug is not None and by_ico and by_slug not in by_ico:
            row.mark(Verdict.REFUSED, _("The address and the registration number belong to two profiles."))
        elif by_slug is not None or len(by_ico) == 1:
            self._compare(row, standing.profiles[by_slug if by_slug is not None else by_ico[0]], standing)
        else:
            _complete(row)

    def _compare(self, row: JudgedRow, profile: Profile, standing: "Standing") -> None:
        row.updates, row.keys = profile, {f"profile:{profile.pk}": ""}
        if trouble := standing.trouble_with(profile):
            row.mark(Verdict.REFUSED, trouble)
            return
        row.data.pop("unread", None)
        describe(row.data, profile)
        row.changes = changes_of(profile, row.data, self.register)
        if not row.changes:
            row.verdict = Verdict.SAME
        elif profile.pk in standing.owned:
            row.mark(Verdict.UNDECIDED, _("Somebody looks after this profile: your tick overwrites what they wrote."))
        else:
            row.verdict = Verdict.UPDATE

    def _find_doubles(self, rows: list[JudgedRow]) -> None:
        fresh = [row for row in rows if row.updates is None and row.verdict != Verdict.REFUSED]
        for row in fresh:
            row.keys = keys_of(row.data)
        in_file = self._earlier({key for row in rows for key in row.keys})
        in_catalogue = doubles([row.data for row in fresh])
        for row in rows:
            if row.verdict == Verdict.REFUSED:
                continue
            if row.updates is None:
                _tell_double(row, in_catalogue)
            _tell_earlier(row, in_file)
            for key in row.keys:
                in_file.setdefault(key, row.number)


def _tell_address(row: JudgedRow) -> None:
    """Leave a new name that holds an address to the curator: letters carry names, also to strangers."""
    if not holds_address(row.data.get("name", "")):
        return
    if row.updates is None:
        row.settle(Verdict.UNDECIDED, _("The name holds an address of e-mail or web; tick the row if that is right."))
    elif any(name == "name" for name, _before, _after in row.changes):
        row.mark(Verdict.REFUSED, _("The new name holds an address of e-mail or web; write just the name."))


def _tell_double(row: JudgedRow, in_catalogue: dict[str, int]) -> None:
    for key, what in row.keys.items():
        if key in in_catalogue:
            row.like = row.like or in_catalogue[key]
            row.mark(Verdict.DUPLICATE, _("The catalogue has one of the same %(what)s.") % {"what": what})


def _tell_earlier(row: JudgedRow, in_file: dict[str, int]) -> None:
    for key, what in row.keys.items():
        if key not in in_file:
            continue
        if key.startswith("profile:"):
            row.mark(Verdict.REFUSED, _("Row %(number)s is about the same profile.") % {"number": in_file[key]})
        else:
            reason = _("Row %(number)s has the same %(what)s.") % {"number": in_file[key], "what": what}
            row.mark(Verdict.DUPLICATE, reason)


def _complete(row: JudgedRow) -> None:
    """Give a row for a new profile what it lacks, or say what is missing."""
    data = row.data
    describe(data, None)
    if not data.get("name"):
        row.mark(Verdict.REFUSED, _("The name is missing."))
    if "municipality" not in data:
        known = "municipality" in data.get("unread", ())
        row.verdict = Verdict.REFUSED
        if not known:
            row.reasons.append(_("The municipality is missing."))
    if "form" not in data:
        data["form"] = Form.PERSON.value
        if "form" in data.get("unread", ()):
            row.verdict = row.verdict if row.verdict == Verdict.REFUSED else Verdict.UNDECIDED
    if not data.get("disciplines"):
        data["disciplines"] = []
        if "disciplines" not in data.get("unread", ()):
            row.settle(Verdict.UNDECIDED, _("The discipline is missing; perhaps it does not belong here."))
    if "disciplines" in data.pop("unread", ()) and row.verdict != Verdict.REFUSED:
        row.verdict = Verdict.UNDECIDED


def describe(data: dict[str, Any], profile: Profile | None) -> None:
    """Divide a description of any length: its start becomes the summary, a long one also the text."""
    text = data.pop("description", "")
    if not text:
        return
    flat = " ".join(text.split())
    limit = BY_NAME["summary_cs"].limit or len(flat)
    if not (profile and profile.summary_cs):
        data.setdefault("summary_cs", flat[:limit])
    if len(flat) > limit:
        data.setdefault("text_cs", text)


def keys_of(data: dict[str, Any]) -> dict[str, str]:
    """Return by what the row may be the double of another, each with its name for the curator."""
    name, web = name_key(data["name"])[:120], web_key(data.get("web", ""))[:200]
    keys = {f"name:{data['municipality']}:{name}": _("name in this municipality")} if name else {}
    if ico := data.get("ico"):
        keys[f"ico:{ico}"] = _("registration number")
    if web:
        keys[f"web:{web}"] = _("web")
    if email := data.get("email", "").lower():
        keys[f"email:{email}"] = _("e-mail")
    return keys


def doubles(rows: Iterable[dict[str, Any]], *, but_of_batch: int | None = None) -> dict[str, int]:
    """Return, of the rows' keys, those that profiles of the catalogue have, with the oldest profile's id."""
    asked: dict[str, set[str]] = defaultdict(set)
    for data in rows:
        for key in keys_of(data):
            kind, _colon, value = key.partition(":")
            asked[kind].add(value)
    profiles = Profile.objects.exclude(import_rows__batch=but_of_batch) if but_of_batch else Profile.objects.all()
    found: dict[str, int] = {}
    names = {value.partition(":")[2] for value in asked["name"]}
    for pk, name, place in profiles.filter(name_key__in=names).values_list("pk", "name_key", "municipality_id"):
        _keep_oldest(found, f"name:{place}:{name}", pk)
    profiles = profiles.annotate(email_lower=Lower("email"))
    for kind, column in (("ico", "ico"), ("web", "web_key"), ("email", "email_lower")):
        same = profiles.filter(**{f"{column}__in": asked[kind]}) if asked[kind] else profiles.none()
        for pk, value in same.values_list("pk", column):
            _keep_oldest(found, f"{kind}:{value}", pk)
    return found


def _keep_oldest(found: dict[str, int], key: str, pk: int) -> None:
    found[key] = min(pk, found.get(key, pk))


def changes_of(profile: Profile, data: dict[str, Any], register: Register) -> list[list[str]]:
    """Return for each column that would change its name, what stands there and what would."""
    changes = []
    for name, value in data.items():
        if name in FIXED or name not in BY_NAME:
            continue
        before = shown(name, value_of(profile, name, register), register)
        after = shown(name, value, register)
        if before != after:
            changes.append([name, before, after])
    return changes


@dataclass(frozen=True)
class Standing:
    """The profiles that some rows are about, by address and registration number, and who must not be overwritten."""

    of_slug: dict[str, int]
    of_ico: dict[str, list[int]]
    profiles: dict[int, Profile]
    owned: frozenset[int]
    waiting: frozenset[int]

    @classmethod
    def load(cls, rows: Iterable[JudgedRow]) -> "Standing":
        """Return what stands there for these rows; a dozen queries at most."""
        slugs = {row.data["slug"] for row in rows if row.data.get("slug")}
        icos = {row.data["ico"] for row in rows if row.data.get("ico")}
        of_slug = dict(OldAddress.objects.filter(slug__in=slugs).values_list("slug", "profile_id"))
        of_slug |= dict(Profile.objects.filter(slug__in=slugs).values_list("slug", "pk"))
        of_ico: dict[str, list[int]] = defaultdict(list)
        for ico, pk in Profile.objects.filter(ico__in=icos).values_list("ico", "pk"):
            of_ico[ico].append(pk)
        return cls(of_slug, dict(of_ico), **_about({*of_slug.values(), *(pk for pks in of_ico.values() for pk in pks)}))

    def trouble_with(self, profile: Profile) -> str:
        """Return why the profile must not be changed by a sheet now, or nothing."""
        if profile.pk in self.waiting:
            return _("An edit of this profile waits for approval; decide about it first.")
        if profile.has_unpublished_changes and (profile.live or profile.pk in self.owned):
            return _("This profile has an edit that was not published; it would be lost.")
        if profile.closure:
            return _("This profile is archived or was declined; open it again first.")
        return ""


def _about(ids: set[int]) -> dict[str, Any]:
    profiles = Profile.objects.filter(pk__in=ids).prefetch_related(*RELATED)
    return {
        "profiles": {profile.pk: profile for profile in profiles},
        "owned": frozenset(Membership.objects.filter(profile__in=ids).values_list("profile_id", flat=True)),
        "waiting": frozenset(Profile.objects.submitted().filter(pk__in=ids).values_list("pk", flat=True))
        if ids
        else frozenset(),
    }


def standing_of(ids: set[int]) -> Standing:
    """Return the standing of these profiles, for a look right before they are changed."""
    return Standing({}, {}, **_about(ids))
