"""Celery delivers what the outbox holds."""

from celery import shared_task

from kko.mail import actions
from kko.slots import run_chores as do_chores


@shared_task(name="mail.drain_outbox")
def drain_outbox() -> None:
    """Send what is due, in batches; a full batch calls for the next one."""
    if actions.drain_outbox().more:
        drain_outbox.delay()


@shared_task(name="mail.run_chores")
def run_chores() -> None:
    """Do what is due by the hour, in every room."""
    do_chores()


@shared_task(name="mail.run_minute_chores")
def run_minute_chores() -> None:
    """Do what is due by the minute, in every room."""
    do_chores("KKO_MINUTE_CHORES")
