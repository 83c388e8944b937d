"""Enumerations of the knowledge library."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Country(models.TextChoices):
    """Countries of Europe by their ISO 3166-1 codes; those that case studies come from, and their neighbours."""

    AT = "AT", _("Austria")
    BE = "BE", _("Belgium")
    BG = "BG", _("Bulgaria")
    CH = "CH", _("Switzerland")
    CZ = "CZ", _("Czechia")
    DE = "DE", _("Germany")
    DK = "DK", _("Denmark")
    EE = "EE", _("Estonia")
    ES = "ES", _("Spain")
    FI = "FI", _("Finland")
    FR = "FR", _("France")
    GB = "GB", _("United Kingdom")
    GR = "GR", _("Greece")
    HR = "HR", _("Croatia")
    HU = "HU", _("Hungary")
    IE = "IE", _("Ireland")
    IT = "IT", _("Italy")
    LT = "LT", _("Lithuania")
    LU = "LU", _("Luxembourg")
    LV = "LV", _("Latvia")
    NL = "NL", _("Netherlands")
    NO = "NO", _("Norway")
    PL = "PL", _("Poland")
    PT = "PT", _("Portugal")
    RO = "RO", _("Romania")
    RS = "RS", _("Serbia")
    SE = "SE", _("Sweden")
    SI = "SI", _("Slovenia")
    SK = "SK", _("Slovakia")
    UA = "UA", _("Ukraine")


class Building(models.TextChoices):
    """What kind of building or place was transformed."""

    FACTORY = "tovarna", _("factory")
    MINE = "dul", _("mine or coking plant")
    POWER = "elektrarna", _("power station or exchange station")
    BARRACKS = "kasarny", _("barracks")
    DEPOT = "depo", _("depot or garages")
    PORT = "pristav", _("port or warehouse")
    BATHS = "lazne", _("baths")
    CIVIC = "verejna", _("school, house of culture or other public building")
    SHOPS = "parter", _("ground-floor premises")
    QUARTER = "ctvrt", _("quarter of a town")
    OTHER = "jine", _("something else")


class Money(models.TextChoices):
    """Where the money came from."""

    EUROPEAN = "evropske", _("European funds")
    STATE = "statni", _("state budget")
    MUNICIPAL = "obecni", _("town or region")
    PRIVATE = "soukrome", _("private investor")
    FOUNDATION = "nadacni", _("foundation or lottery")
    OWN = "vlastni", _("rents and own income")


class Currency(models.TextChoices):
    """Currencies of costs, by their ISO 4217 codes."""

    CZK = "CZK", "Kč"
    EUR = "EUR", "€"
    GBP = "GBP", "£"
    PLN = "PLN", "zł"
    CHF = "CHF", "CHF"


class Size(models.TextChoices):
    """Bands of floor area or ground, in square metres."""

    SMALL = "do-1000", _("up to 1,000 m²")
    MEDIUM = "do-10000", _("1,000 to 10,000 m²")
    LARGE = "do-100000", _("10,000 to 100,000 m²")
    HUGE = "nad-100000", _("over 100,000 m²")
    UNKNOWN = "neuvedeno", _("size not stated")


# Bounds of the bands in square metres, the upper one excluded.
SIZE_BOUNDS: dict[str, tuple[int, int | None]] = {
    Size.SMALL: (0, 1_000),
    Size.MEDIUM: (1_000, 10_000),
    Size.LARGE: (10_000, 100_000),
    Size.HUGE: (100_000, None),
}


class Confidence(models.TextChoices):
    """Whether what a case study says was read in a source."""

    VERIFIED = "verified", _("read in the sources named")
    MEMORY = "memory", _("from memory, sources are missing")


class ReferenceKind(models.TextChoices):
    """Kinds of what can be cited."""

    ARTICLE = "article", _("article in a journal")
    BOOK = "book", _("book")
    CHAPTER = "chapter", _("chapter of a book")
    REPORT = "report", _("report or study")
    THESIS = "thesis", _("thesis")
    WEB = "web", _("web page")


class LinkState(models.TextChoices):
    """What the last check of a link found."""

    UNKNOWN = "unknown", _("not checked yet")
    ALIVE = "alive", _("the link answers")
    UNSURE = "unsure", _("did not answer as it should")
    DEAD = "dead", _("dead")


class Audience(models.TextChoices):
    """For whom a guide is written."""

    CREATIVES = "tvurci", _("for creatives")
    MUNICIPALITIES = "obce", _("for municipalities")
    BOTH = "vsichni", _("for creatives and municipalities")
