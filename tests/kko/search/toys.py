"""A toy room's kind of search results."""

from kko.search.documents import Document
from kko.search.slots import Result, SearchKind

BELLS = {1: ("Zvonice Nahoře", "zvonař"), 2: ("Zvonařská huť", "odlévání zvonů"), 3: ("Kapela Srdce zvonu", "dechovka")}


def bell_documents(ids=None):
    return [Document("bell", number, *(BELLS[number][0],) * 2, b=BELLS[number][1]) for number in ids or BELLS]


def bell_results(ids, user):
    return [Result(BELLS[number][0], f"/zvony/{number}/", BELLS[number][1]) for number in ids]


def bells_kind():
    return SearchKind("bell", "Zvony", bell_documents, bell_results, lambda query: f"/zvony/?q={query}")
