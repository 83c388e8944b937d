"""What a room hands over to be found."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Document:
    """One thing to be found: texts as written, by how much a word in them tells.

    ``a`` the name; ``b`` disciplines, their aliases, services; ``c`` summary and place; ``d`` the text.
    Only public values belong here: whoever searches may learn every word of it.
    """

    kind: str
    object_id: int
    title: str
    a: str = ""
    b: str = ""
    c: str = ""
    d: str = ""
