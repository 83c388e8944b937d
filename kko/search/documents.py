"""What a room hands over to be found."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class Document:
    """One thing to be found: texts as written, by how much a word in them tells.

    ``a`` the name; ``b`` disciplines, their aliases, services; ``c`` summary and place; ``d`` the text.
    Only public values belong here: whoever searches may learn every word of it. Translations that are things of
    their own share ``twin`` and say their ``language``; what holds all its languages has neither.
    """

    kind: str
    object_id: int
    title: str
    a: str = ""
    b: str = ""
    c: str = ""
    d: str = ""
    twin: UUID | None = None
    language: str = ""
