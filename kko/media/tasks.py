"""What a worker draws, so that no page waits for it."""

from celery import shared_task

from kko.media import actions


@shared_task(name="media.draw_presets")
def draw_presets(ids: list[int], names: list[str]) -> None:
    """Draw the sizes of images that pages are about to show."""
    actions.draw_presets(ids=ids, names=names)
