"""Celery delivers what the outbox holds."""

from celery import shared_task

from kko.mail import actions


@shared_task(name="mail.drain_outbox")
def drain_outbox() -> None:
    """Send what is due, in batches; a full batch calls for the next one."""
    if actions.drain_outbox().more:
        drain_outbox.delay()
