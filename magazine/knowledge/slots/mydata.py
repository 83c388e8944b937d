"""What case studies hold about a person, and what goes of it."""

from collections.abc import Iterable

from django.db.models import Q
from django.utils.translation import gettext as _

from catalogue.actions.erasure import going_with
from kko.accounts.choices import Visibility
from kko.accounts.models import User
from kko.accounts.slots import MyData
from magazine.knowledge.actions import names_of
from magazine.models import StudyTalk


def talks_data(user: User) -> MyData:
    """The talks with somebody of the person's name.

    Anybody may give an account any name. What only the editors read is told to those whose name stands on a profile
    that a curator has published; the others read that they have to ask.
    """
    open_to_members = Q(has_consented=True) & ~Q(visibility=Visibility.CURATORS)
    talks = StudyTalk.objects.select_related("study").order_by("talked_on", "pk")
    known = talks.naming(_vouched(user)) | talks.filter(open_to_members).naming(names_of(user))
    content = {
        "rozhovory": [{"studie": talk.study.title, "kdo": talk.person, "kdy": talk.talked_on} for talk in known],
        "poznamka": _("Were you talked to under a name that no public profile of yours bears? Please ask the editors."),
    }
    return MyData(key="pripadove_studie", title=_("Talks for case studies"), content=content)


def talks_plan(user: User) -> Iterable[str]:
    """That the name goes out of case studies. Said to everybody: whether there are any is for the person alone."""
    yield _("If we talked to you for a case study, your name goes out of it; the day stays.")


def _vouched(user: User) -> set[str]:
    """Return the names of profiles that are this person's alone and that a curator has looked at."""
    return set(going_with(user).exclude(first_published_at=None).values_list("name", flat=True))
