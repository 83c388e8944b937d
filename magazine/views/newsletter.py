"""The newsletter: asking for it, saying yes from the mailbox, leaving with one click, and its numbers for editors."""

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from kko.accounts.limits import DAY, is_within, visitor_of
from magazine.actions.newsletter import ask_for_newsletter, confirm_newsletter, leave_newsletter
from magazine.forms.newsletter import NewsletterForm
from magazine.models import Issue, Subscriber
from magazine.newsletter import BadLink, subscriber_leaving, wish_of
from magazine.permissions import can_see_subscribers

ASKED_AN_HOUR, LETTERS_A_DAY = 5, 3
ISSUES_SHOWN = 20


@never_cache
def newsletter(request: HttpRequest) -> HttpResponse:
    """Ask for letters. The answer is the same whether the address has them already, is new, or has had too many."""
    initial = {"language": get_language() or settings.LANGUAGE_CODE, "opened": NewsletterForm.stamp()}
    form = NewsletterForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        if not is_within(about=f"newsletter {visitor_of(request)}", most=ASKED_AN_HOUR):
            form.add_error(None, _("There were several requests from you within an hour. Please try again later."))
        else:
            _ask(form)
            return redirect("magazine:newsletter_asked")
    if form.is_bound:  # a new stamp, so that sending it once more works
        form.data = form.data.copy()
        form.data["opened"] = NewsletterForm.stamp()
    return render(request, "magazine/newsletter.html", {"form": form})


def _ask(form: NewsletterForm) -> None:
    data = form.cleaned_data
    if is_within(about=f"newsletter to {data['email']}", most=LETTERS_A_DAY, seconds=DAY):
        ask_for_newsletter(email=data["email"], language=data["language"], parts=data.get("parts", []))


def asked(request: HttpRequest) -> HttpResponse:
    """Say that the rest waits in the mailbox, at an address of its own so that reloading sends nothing."""
    return render(request, "magazine/newsletter_asked.html")


@never_cache
def confirmation(request: HttpRequest, token: str) -> HttpResponse:
    """The page behind the link of the first letter. It asks for a click: programs that read letters follow links."""
    try:
        wish = wish_of(token)
    except BadLink:
        return render(request, "magazine/newsletter_stale.html", status=410)
    if request.method == "POST":
        if confirm_newsletter(wish=wish) is None:
            return render(request, "magazine/newsletter_stale.html", status=410)
        return redirect(f"{request.path}?hotovo")
    return render(request, "magazine/newsletter_confirmation.html", {"done": "hotovo" in request.GET})


@never_cache
@csrf_exempt
def leaving(request: HttpRequest, token: str) -> HttpResponse:
    """The page behind the link in every issue. A mailbox's own button sends the POST itself (RFC 8058): no token."""
    try:
        subscriber = subscriber_leaving(token)
    except BadLink:
        return render(request, "magazine/newsletter_stale.html", status=410)
    if request.method == "POST" and subscriber is not None:
        leave_newsletter(subscriber=subscriber)
        subscriber = None
    return render(request, "magazine/newsletter_leaving.html", {"gone": subscriber is None})


def numbers(request: HttpRequest) -> HttpResponse:
    """How many read the newsletter in which language, and what has gone out; for editors."""
    if not can_see_subscribers(request.user):
        raise PermissionDenied
    is_confirmed = Q(confirmed_at__isnull=False)
    counts = Subscriber.objects.order_by("language").values("language")
    rows = counts.annotate(confirmed=Count("pk", filter=is_confirmed), waiting=Count("pk", filter=~is_confirmed))
    names = dict(settings.LANGUAGES)
    context = {
        "languages": [(names[row["language"]], row["confirmed"], row["waiting"]) for row in rows],
        "total": Subscriber.objects.confirmed().count(),
        "issues": Issue.objects.all()[:ISSUES_SHOWN],
        "list_url": Subscriber.snippet_viewset.get_url_name("list"),
    }
    return render(request, "magazine/newsletter_numbers.html", context)
