"""A profile that curators entered goes to who it is about."""

import pytest
from django.urls import reverse

from catalogue.actions import keeping as actions
from catalogue.choices import MembershipRole
from catalogue.models import Claim, Membership
from catalogue.slots.claims import evidence, open_claims
from kko.mail.models import Message
from kko.moderation.actions import take_thing
from kko.moderation.choices import Provenance
from kko.moderation.models import Assignment
from tests.factories.accounts import a_curator, a_user
from tests.factories.catalogue import a_profile, many_profiles
from tests.factories.keeping import a_claim

pytestmark = pytest.mark.django_db
EMAIL = "tajna@dilna.example.cz"


@pytest.fixture
def mapped(roles):
    return a_profile(name="Muzeum Knoflíků", provenance=Provenance.MAPPING, email=EMAIL, web="https://dilna.example.cz")


@pytest.fixture
def member(db):
    return a_user(name="Gizela Knoflíková")


def page(profile):
    return reverse("catalogue:claim", args=[profile.slug])


def desk_page(claim):
    return reverse("claim_settlement", args=[claim.pk])


def test_strangers_sign_in_first(client, mapped):
    assert client.get(page(mapped)).headers["Location"].startswith(reverse("account_login"))


def test_a_member_claims_and_reads_that_it_waits(client, mapped, member):
    client.force_login(member)
    response = client.get(page(mapped))
    assert "no-store" in response.headers["Cache-Control"]
    client.post(page(mapped), {"reason": "Pracuji tam."})
    text = client.get(page(mapped)).content.decode()
    assert "Pracuji tam." in text
    assert 'name="reason"' not in text
    assert Claim.objects.open().get().user == member


def test_the_page_never_tells_the_e_mail_of_the_profile(client, mapped):
    for user in (a_user(), a_user(email=EMAIL)):
        client.force_login(user)
        text = client.get(page(mapped)).content.decode() + client.post(page(mapped), {"reason": ""}).content.decode()
        assert text.replace(user.email, "").count(EMAIL) == 0


@pytest.mark.parametrize("reason", ["", "   ", "x" * 1001])
def test_a_claim_needs_a_reason_of_sane_length(client, mapped, member, reason):
    client.force_login(member)
    assert client.post(page(mapped), {"reason": reason}).status_code == 200
    assert Claim.objects.count() == 0


def test_a_profile_that_somebody_keeps_is_not_claimed(client, owner, member):
    kept = a_profile(owner=owner)
    client.force_login(member)
    assert 'name="reason"' not in client.get(page(kept)).content.decode()
    client.post(page(kept), {"reason": "Je moje."})
    assert Claim.objects.count() == 0


def test_an_unpublished_profile_is_not_there(client, member, roles):
    client.force_login(member)
    assert client.get(page(a_profile(live=False))).status_code == 404


def test_one_claim_a_profile_and_five_a_person_wait(roles, member):
    profiles = many_profiles(actions.OPEN_CLAIMS + 1)
    a_claim(profiles[0], by=member)
    with pytest.raises(actions.KeepingError):
        a_claim(profiles[0], by=member)
    for profile in profiles[1:-1]:
        a_claim(profile, by=member)
    with pytest.raises(actions.KeepingError):
        a_claim(profiles[-1], by=member)
    assert Claim.objects.open().count() == actions.OPEN_CLAIMS


def test_the_desk_tells_what_speaks_for_a_claim(mapped, member):
    same, near = a_user(email=EMAIL.upper()), a_user(email="jina@dilna.example.cz")
    said = [len(evidence(a_claim(mapped, by=each))) for each in (same, near, member)]
    assert said == [2, 1, 0]


def test_an_unverified_address_is_no_evidence(mapped, member):
    member.emailaddress_set.create(email=EMAIL, verified=False)
    assert evidence(a_claim(mapped, by=member)) == []


def test_claims_wait_on_the_desk_of_curators(curator, mapped, member):
    claim = a_claim(mapped, by=member)
    waiting = open_claims(curator).waiting
    assert [(one.title, one.key) for one in waiting] == [("Muzeum Knoflíků", f"catalogue.claim:{claim.pk}")]
    assert open_claims(member) is None


@pytest.mark.parametrize("number", [1, 30])
def test_the_queue_takes_one_query(curator, django_assert_num_queries, number):
    for profile in many_profiles(number):
        a_claim(profile, by=a_user())
    curator.grants_held  # noqa: B018 - read once in a request, whoever asks
    with django_assert_num_queries(1):
        assert len(open_claims(curator).waiting) == number


def test_granting_makes_an_owner_and_writes_to_them(client, curator, mapped, member):
    claim = a_claim(mapped, by=member)
    client.force_login(curator)
    assert client.get(desk_page(claim)).status_code == 200
    client.post(desk_page(claim), {"verdict": "grant", "note": "Vítejte."})
    membership = Membership.objects.get(profile=mapped)
    assert (membership.user, membership.role) == (member, MembershipRole.OWNER)
    assert "Vítejte." in Message.objects.get(recipient=member.email).body_text


def test_granting_one_claim_settles_the_others_with_a_letter(curator, mapped, member):
    other = a_user()
    claim, lost = a_claim(mapped, by=member), a_claim(mapped, by=other)
    actions.grant_claim(claim=claim, by=curator)
    lost.refresh_from_db()
    assert (lost.granted, lost.settled_by) == (False, curator)
    assert Message.objects.filter(recipient=other.email).count() == 1
    with pytest.raises(actions.KeepingError):
        actions.grant_claim(claim=lost, by=curator)


def test_refusing_needs_a_reason_that_goes_out(client, curator, mapped, member):
    claim = a_claim(mapped, by=member)
    client.force_login(curator)
    assert client.post(desk_page(claim), {"verdict": "refuse", "note": " "}).status_code == 200
    client.post(desk_page(claim), {"verdict": "refuse", "note": "Nepodařilo se to ověřit."})
    claim.refresh_from_db()
    assert (claim.granted, claim.settled_at is not None) == (False, True)
    assert "ověřit" in Message.objects.get(recipient=member.email).body_text
    assert a_claim(mapped, by=member).settled_at is None, "they may ask again with a better reason"


def test_nobody_settles_their_own_claim(client, mapped, roles):
    judge = a_curator()
    claim = a_claim(mapped, by=judge)
    client.force_login(judge)
    assert client.get(desk_page(claim)).status_code == 200
    assert client.post(desk_page(claim), {"verdict": "grant"}).headers["Location"] == reverse("wagtailadmin_home")
    assert Membership.objects.count() == 0


def test_members_are_refused_the_settlement(client, mapped, member):
    claim = a_claim(mapped, by=member)
    client.force_login(member)
    assert client.post(desk_page(claim), {"verdict": "grant"}).status_code in {302, 403}
    assert Membership.objects.count() == 0


def test_what_a_claim_says_is_escaped_on_the_desk(client, curator, mapped, member):
    claim = a_claim(mapped, by=member, reason="<script>alert(1)</script>")
    client.force_login(curator)
    assert b"<script>alert" not in client.get(desk_page(claim)).content


def test_who_has_a_claim_stands_on_its_page_until_it_is_settled(client, mapped, member):
    curator, claim = a_curator(), a_claim(mapped, by=member)
    [waiting] = open_claims(curator).waiting
    take_thing(thing=waiting.key, by=curator)
    client.force_login(curator)
    assert client.get(desk_page(claim)).context["holder"] == curator
    actions.refuse_claim(claim=claim, by=curator, note="Nepotvrdilo se.")
    assert not Assignment.objects.exists()
