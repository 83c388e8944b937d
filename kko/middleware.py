"""What stands before every view, whoever wrote it."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.db.models import BigIntegerField
from django.http import Http404, HttpRequest, HttpResponse


class NumbersMiddleware:
    """An address with a number that no column could hold is the address of nothing.

    Not every query would say so by itself: SQLite refuses such numbers with an error.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: Sequence[Any], kwargs: Mapping[str, Any]
    ) -> None:
        """Raise ``Http404`` for such an address."""
        given = [each for each in (*args, *kwargs.values()) if isinstance(each, int)]
        if any(each > BigIntegerField.MAX_BIGINT for each in given):
            raise Http404
