"""Messages from visitors to a profile: confirmed by a code, delivered, reported, and whose sender is blocked."""

from datetime import timedelta
from hashlib import sha256

from dateutil.relativedelta import relativedelta
from django.core.cache import cache
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from catalogue.emails import contact as letters
from catalogue.models import ContactBlock, ContactMessage, Profile
from kko.accounts.actions import confirm_code, send_code
from kko.accounts.limits import DAY, HOUR, is_within
from kko.accounts.models import User
from kko.audit.actions import record as audit
from kko.moderation.actions import release_thing
from kko.moderation.models import key_of

FROM_A_VISITOR = {HOUR: 10, DAY: 30}
FROM_A_SENDER = {HOUR: 5, DAY: 15}
TO_A_PROFILE = {HOUR: 20, DAY: 60}
KEPT = relativedelta(months=6)
UNCONFIRMED_KEPT = timedelta(days=1)


class ContactError(Exception):
    """The message cannot go now; the text is for the person who writes."""


@transaction.atomic
def write_message(*, profile: Profile, name: str, email: str, text: str, language: str, ip: str) -> ContactMessage:
    """Keep a message until its sender confirms the address by the code that goes out; returns it.

    Raises ``ContactError`` where nobody can be reached and beyond the limits, ``TooManyCodes``.
    """
    _refuse_floods(profile, ip)
    message = _kept(profile, name=name, email=email, text=text, language=language)
    ask_for_code(message=message, ip=ip)
    return message


def ask_for_code(*, message: ContactMessage, ip: str) -> None:
    """Send the sender a fresh code for this message. Raises ``TooManyCodes``."""
    send_code(email=message.email, purpose=_purpose(message), language=message.language, ip=ip)


def write_as_member(
    *, profile: Profile, name: str, text: str, language: str, ip: str, stamp: str, by: User
) -> ContactMessage | None:
    """Deliver a message of a member whose address is verified already; returns it. Raises ``ContactError``.

    ``stamp`` names the form that was filled in: sent twice, it delivers once, and the second gets ``None``.
    """
    key = f"contact-form:{sha256(f'{by.pk}:{profile.pk}:{stamp}'.encode()).hexdigest()}"
    if not cache.add(key, True, timeout=DAY):
        return None
    try:
        return _written_by(by, profile, name=name, text=text, language=language, ip=ip)
    except BaseException:  # nothing went, so that the same form may try again
        cache.delete(key)
        raise


@transaction.atomic
def confirm_message(*, message: ContactMessage, code: str) -> bool:
    """Deliver the message if ``code`` is right; returns whether it is. Two clicks deliver once.

    Raises ``ContactError`` where the profile has had too many messages meanwhile: then the code stays good.
    """
    rows = ContactMessage.objects.select_for_update(of=("self",)).select_related("profile")
    waiting = rows.filter(pk=message.pk, confirmed_at=None).first()
    if waiting is None:  # delivered by the first click, or dropped by it where the sender is blocked
        return True
    if not confirm_code(email=waiting.email, purpose=_purpose(waiting), code=code):
        return False
    _deliver(waiting)
    return True


@transaction.atomic
def report_message(*, message: ContactMessage, by: User | None) -> ContactMessage:
    """Let the curators look at a message; reported twice is reported once. Returns the message."""
    message = ContactMessage.objects.select_for_update(of=("self",)).get(pk=message.pk)
    if message.reported_at is None:
        message.reported_at = timezone.now()
        message.save(update_fields=["reported_at"])
        audit(verb="contact.reported", by=by, on=message.profile, facts={"message": message.pk})
    return message


@transaction.atomic
def settle_reported_message(*, message: ContactMessage, by: User) -> ContactMessage:
    """Take a reported message off the desk; settled twice stays settled by the first. Returns the message."""
    message = ContactMessage.objects.select_for_update(of=("self",)).get(pk=message.pk)
    if message.settled_at is None:
        message.settled_at, message.settled_by = timezone.now(), by
        message.save(update_fields=["settled_at", "settled_by"])
        release_thing(thing=key_of(message))
        audit(verb="contact.settled", by=by, on=message.profile, facts={"message": message.pk})
    return message


@transaction.atomic
def block_sender(*, message: ContactMessage, by: User | None) -> ContactBlock:
    """Let nothing more from this address reach the profile; the sender is not told. Returns the block."""
    block, is_new = ContactBlock.objects.get_or_create(profile_id=message.profile_id, email=message.email)
    if is_new:
        audit(verb="contact.blocked", by=by, on=message.profile, personal={"email": message.email})
    return block


@transaction.atomic
def unblock_sender(*, block: ContactBlock, by: User) -> None:
    """Let messages from this address through again."""
    profile, email = block.profile, block.email
    block.delete()
    audit(verb="contact.unblocked", by=by, on=profile, personal={"email": email})


def forget_messages() -> str:
    """Delete messages after six months, and after a day those that nobody confirmed. A chore; says how many."""
    now = timezone.now()
    old = ContactMessage.objects.filter(created_at__lt=now - KEPT)
    idle = ContactMessage.objects.filter(confirmed_at=None, created_at__lt=now - UNCONFIRMED_KEPT)
    count = old.delete()[0] + idle.delete()[0]
    return f"{count} messages forgotten" if count else ""


def recipients(profile: Profile) -> list[tuple[str, str]]:
    """Return address and language of those whom a message reaches: who looks after the profile, else its e-mail."""
    keepers = [(user.email, user.language) for user in profile.owners() if user.is_active]
    if keepers or not profile.email:
        return keepers
    return [(profile.email, "cs")]


@transaction.atomic
def _written_by(member: User, profile: Profile, *, ip: str, **fields: str) -> ContactMessage:
    email = member.verified_email
    if not email:
        raise ContactError(_("Please verify the e-mail address of your account first."))
    _refuse_floods(profile, ip)
    message = _kept(profile, email=email, **fields)
    _deliver(message)
    return message


def _kept(profile: Profile, **fields: str) -> ContactMessage:
    return ContactMessage.objects.create(profile=profile, **{**fields, "email": fields["email"].strip().lower()})


def _purpose(message: ContactMessage) -> str:
    return f"contact:{message.pk}"


def _refuse_floods(profile: Profile, ip: str) -> None:
    if not recipients(profile):
        raise ContactError(_("Nobody can be reached here by e-mail."))
    _refuse_more(f"contact-from-ip:{ip}", FROM_A_VISITOR)
    _refuse_crowds(profile)


def _refuse_more(about: str, limits: dict[int, int]) -> None:
    allowed = [is_within(about=about, most=most, seconds=seconds) for seconds, most in limits.items()]
    if not all(allowed):
        raise ContactError(_("You have written many messages just now. Please try again later."))


def _refuse_crowds(profile: Profile) -> None:
    for seconds, most in TO_A_PROFILE.items():
        since = timezone.now() - timedelta(seconds=seconds)
        if profile.contact_messages.filter(confirmed_at__gt=since).count() >= most:
            raise ContactError(_("Too many people are writing here just now. Please try again later."))


def _deliver(message: ContactMessage) -> None:
    """Hand the message over, and a copy to its sender. What a blocked sender wrote is dropped as if it had gone."""
    profile = Profile.objects.select_for_update(of=("self",)).get(pk=message.profile_id)
    _refuse_crowds(profile)
    # Counted here and not when a code is asked for: anybody could use up what somebody else may write.
    _refuse_more(f"contact-from:{message.email}", FROM_A_SENDER)
    letters.send_contact_copy(message=message)
    if ContactBlock.objects.filter(profile=profile, email=message.email).exists():
        message.delete()
        return
    message.confirmed_at = timezone.now()
    message.save(update_fields=["confirmed_at"])
    for address, language in recipients(profile):
        letters.send_contact_message(message=message, to=address, language=language)
    audit(verb="contact.delivered", by=None, on=profile, facts={"message": message.pk})
