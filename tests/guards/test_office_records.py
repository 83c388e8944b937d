"""Records of the back office are named to those who keep them: every registered snippet, every address of it."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from django.urls import NoReverseMatch, reverse
from wagtail.snippets.models import get_snippet_models

from kko.accounts.choices import Role
from kko.accounts.models import ConsentText
from kko.accounts.reference import load_roles
from kko.moderation.models import SavedReply
from kko.moderation.reference import load_workflow
from kko.search.models import Promotion, Synonym
from magazine.models import KnowledgeTheme, Subscriber
from tests.factories.accounts import a_holder
from tests.factories.catalogue import a_discipline, a_profile, a_sector
from tests.factories.interviews import a_wave
from tests.factories.knowledge import a_reference
from tests.factories.needs import a_kind
from tests.factories.projects import a_project, a_use, an_output

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]
NAME = "Nepovolanym-nic"
MAKERS = {
    "accounts.consenttext": lambda: ConsentText.objects.create(kind="terms", version=27182, text_cs=NAME),
    "catalogue.discipline": lambda: a_discipline(name_cs=NAME),
    "catalogue.needgroup": lambda: named(a_kind().group),
    "catalogue.needkind": lambda: a_kind(name_cs=NAME),
    "catalogue.output": lambda: an_output(title_cs=NAME, live=False),
    "catalogue.outputuse": lambda: a_use(an_output(), who=NAME),
    "catalogue.profile": lambda: a_profile(name=NAME, live=False),
    "catalogue.project": lambda: a_project(name_cs=NAME, live=False),
    "catalogue.sector": lambda: a_sector(name_cs=NAME),
    "catalogue.wave": lambda: a_wave(name=NAME),
    "magazine.knowledgetheme": lambda: KnowledgeTheme.objects.create(name_cs=NAME, slug="tema"),
    "magazine.reference": lambda: a_reference(title=NAME),
    "magazine.subscriber": lambda: Subscriber.objects.create(email=f"{NAME}@example.cz", consent_version="1"),
    "moderation.savedreply": lambda: SavedReply.objects.create(title=NAME, text_cs="Děkujeme."),
    "search.promotion": lambda: Promotion.objects.create(title=NAME, words="sklo", url="/"),
    "search.synonym": lambda: Synonym.objects.create(words=NAME, meanings="sklo"),
}
# Public, and cited by authors who do not keep it: the chooser is theirs, nothing else is.
CHOSEN_BY_ALL = {"magazine.reference"}
KEEPERS = {
    Role.AUTHOR: set(),
    Role.FIELDWORKER: set(),
    Role.EDITOR: {
        "magazine.knowledgetheme", "magazine.reference", "magazine.subscriber", "search.promotion", "search.synonym",
    },
    Role.CURATOR: {
        *(label for label in MAKERS if label.startswith("catalogue.")),
        "moderation.savedreply", "search.promotion", "search.synonym",
    },
}  # fmt: skip


def named(record):
    record.name_cs = NAME
    record.save()
    return record


def addresses(record) -> Iterator[str]:
    """Yield every address of the back office that may be about the record: its own, its chooser's and in bulk."""
    viewset = record.snippet_viewset
    for names in (viewset, viewset.chooser_viewset):
        for pattern in names.get_urlpatterns():
            for arguments in ([], [record.pk]):
                try:
                    address = reverse(names.get_url_name(pattern.name), args=arguments)
                except NoReverseMatch:
                    continue
                yield f"{address}?id={record.pk}"
    label, name = record._meta.app_label, record._meta.model_name
    yield f"{reverse('wagtail_bulk_action', args=[label, name, 'delete'])}?id={record.pk}&next=/admin/"


def naming(client, record) -> set[str]:
    """Return the addresses that name the record to whoever is signed in."""
    word = "27182" if isinstance(record, ConsentText) else NAME
    return {address.partition("?")[0] for address in addresses(record) if word in client.get(address).content.decode()}


def is_list(address: str) -> bool:
    return address.endswith("/results/") and "/choose/" not in address


def test_every_registered_snippet_is_walked():
    assert {model._meta.label_lower for model in get_snippet_models()} == set(MAKERS)


@pytest.mark.parametrize("role", KEEPERS)
def test_records_are_named_to_their_keepers_only(client, role):
    load_roles()
    load_workflow()
    client.force_login(a_holder(role))
    named_in = {}
    for label, make in MAKERS.items():
        with transaction.atomic():
            named_in[label] = naming(client, make())
            transaction.set_rollback(True)  # names are the same, and some may be there once only
    lists = {label for label, found in named_in.items() if any(map(is_list, found))}
    strangers = {label: found for label, found in named_in.items() if label not in KEEPERS[role] and found}
    others = [address for found in strangers.values() for address in found if "/choose/" not in address]
    may_choose = CHOSEN_BY_ALL - KEEPERS[role] if role != Role.FIELDWORKER else set()
    assert (lists, set(strangers), others) == (KEEPERS[role], may_choose, [])
