"""The letter to a visitor who told the curators about a project or the use of an output."""

from django.conf import settings
from django.utils import translation

from catalogue.choices import TipVerdict
from catalogue.models import ProjectTip
from kko.mail.actions import queue_message


def send_tip_settled(*, tip: ProjectTip) -> None:
    """Tell the sender what became of their tip, in the language they wrote from.

    A page is named only where everybody can see it.
    """
    about = tip.output.project if tip.output_id else tip.project
    with translation.override(tip.language):
        address = settings.BASE_URL + about.get_absolute_url() if about is not None and about.live else ""
    queue_message(
        to=tip.email,
        template="tip_accepted" if tip.verdict == TipVerdict.ACCEPTED else "tip_declined",
        context={"title": tip.title, "text": tip.text, "answer": tip.answer, "address": address},
        period=f"tip:{tip.pk}",
        language=tip.language,
    )
