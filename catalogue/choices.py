"""Enumerations of the catalogue."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Form(models.TextChoices):
    """What kind of actor a profile is about."""

    PERSON = "person", _("person")
    STUDIO = "studio", _("studio or collective")
    COMPANY = "company", _("company")
    ASSOCIATION = "association", _("association")
    INSTITUTION = "institution", _("public institution")
    SCHOOL = "school", _("school")
    VENUE = "venue", _("cultural venue")
    FESTIVAL = "festival", _("festival")
    INFORMAL = "informal", _("informal group")


class Availability(models.TextChoices):
    """What a profile is open to."""

    COMMISSIONS = "commissions", _("commissions")
    COLLABORATION = "collaboration", _("collaboration")
    MENTORING = "mentoring", _("mentoring")
    TEACHING = "teaching", _("teaching")


class MembershipRole(models.TextChoices):
    """What a person may do with a profile."""

    OWNER = "owner", _("owner")
    EDITOR = "editor", _("editor")


class Step(models.TextChoices):
    """A step in which a profile is written, in order; each has a page of its own, ``catalogue:step_<value>``."""

    WHO = "who", _("Who you are")
    WHAT = "what", _("What you do")
    WHERE = "where", _("Where and how far")
    CONTACT = "contact", _("How to reach you")
    OPENNESS = "openness", _("What you are open to")
    LANGUAGES = "languages", _("In English and German")
    FINISH = "finish", _("Check and send")


class VoucherArea(models.TextChoices):
    """Areas of the national creative voucher, by their official Czech names, which profiles keep."""

    ARCHITECTURE = "architektura", _("architecture")
    SERVICE_DESIGN = "design služeb", _("service design")
    FILM_PHOTOGRAPHY = "film, video, fotografie", _("film, video, photography")
    FILM_SOUND = "film, video, hudba, zvuk", _("film, video, music, sound")
    GRAPHIC_DESIGN = "grafický design", _("graphic design")
    GAMES = "herní průmysl", _("games industry")
    ICT = "ICT", _("ICT")
    HERITAGE = "kulturní dědictví", _("cultural heritage")
    WRITING = "práce s texty", _("work with texts")
    UX_UI = "UX/UI", _("UX and UI")
    WEB_DESIGN = "webdesign", _("web design")


class Size(models.TextChoices):
    """How many people work there."""

    ONE = "1", _("one person")
    FEW = "2-5", _("2 to 5 people")
    TEAM = "6-20", _("6 to 20 people")
    LARGE = "21-50", _("21 to 50 people")
    HUGE = "51+", _("more than 50 people")


class Reach(models.TextChoices):
    """How far the work reaches."""

    LOCAL = "local", _("the town and its surroundings")
    REGIONAL = "regional", _("the region")
    NATIONAL = "national", _("all of Czechia")
    INTERNATIONAL = "international", _("abroad as well")


class Language(models.TextChoices):
    """A language in which one can talk to them. The codes are those of ISO 639-1."""

    CS = "cs", _("Czech")
    EN = "en", _("English")
    DE = "de", _("German")
    PL = "pl", _("Polish")
    SK = "sk", _("Slovak")
    UK = "uk", _("Ukrainian")
    VI = "vi", _("Vietnamese")
    RU = "ru", _("Russian")
    FR = "fr", _("French")
    ES = "es", _("Spanish")
    IT = "it", _("Italian")
    CZS = "cse", _("Czech Sign Language")


class Urgency(models.IntegerChoices):
    """How much a need presses."""

    SOMETIME = 1, _("it can wait")
    THIS_YEAR = 2, _("within a year")
    NOW = 3, _("now")


class Terms(models.TextChoices):
    """On what terms something is offered."""

    FREE = "free", _("free of charge")
    EXCHANGE = "exchange", _("in exchange")
    PAID = "paid", _("for a fee")
    AGREED = "agreed", _("by agreement")


class AnswerVerdict(models.TextChoices):
    """What the owner of a need said of an answer to it."""

    DISMISSED = "dismissed", _("not for me")
    HELPED = "helped", _("this helped")


class Verdict(models.TextChoices):
    """What a dry run says of a row."""

    NEW = "new", _("new")
    UPDATE = "update", _("update")
    DUPLICATE = "duplicate", _("possible duplicate")
    UNDECIDED = "undecided", _("to decide")
    REFUSED = "refused", _("refused")
    SAME = "same", _("no change")


class ImportStage(models.TextChoices):
    """Where an import stands; judging, applying, listing and undoing go in chunks."""

    MAPPING = "mapping", _("columns to map")
    JUDGING = "judging", _("being read")
    DECIDING = "deciding", _("to decide")
    APPLYING = "applying", _("being imported")
    LISTING = "listing", _("being put into the search")
    DONE = "done", _("imported")
    UNDOING = "undoing", _("being undone")
    UNDONE = "undone", _("undone")


class Outcome(models.TextChoices):
    """What came of a row of an import."""

    MADE = "made", _("imported")
    UPDATED = "updated", _("updated")
    LEFT = "left", _("left out")
    UNDONE = "undone", _("undone")
    KEPT = "kept", _("kept when the import was undone")


class Likeness(models.TextChoices):
    """In what two profiles are alike."""

    ICO = "ico", _("the same registration number")
    NAME_HERE = "name_here", _("the same name in the same municipality")
    WEB = "web", _("the same web")
    EMAIL = "email", _("the same e-mail")
    NAME = "name", _("the same name in another municipality")


class WaveState(models.TextChoices):
    """Where a wave of mapping stands; interviews are begun in an open one only."""

    PREPARED = "prepared", _("in preparation")
    OPEN = "open", _("in the field")
    CLOSED = "closed", _("finished")


class QuestionKind(models.TextChoices):
    """What a question of an interview is answered with."""

    SHORT = "short", _("short text")
    LONG = "long", _("long text")
    ONE = "one", _("one of the options")
    SEVERAL = "several", _("several of the options")
    NEEDS = "needs", _("what they need")
    OFFERS = "offers", _("what they can offer")
    TRIED = "tried", _("what they have tried")
    MUNICIPALITY = "municipality", _("municipality")
    DISCIPLINE = "discipline", _("discipline")
    CONSENT = "consent", _("consent")
    CONTACT = "contact", _("name and contact")


class ProjectState(models.TextChoices):
    """Where a project stands."""

    PLANNED = "planned", pgettext_lazy("state of a project", "planned")
    RUNNING = "running", pgettext_lazy("state of a project", "running")
    FINISHED = "finished", pgettext_lazy("state of a project", "finished")
    STOPPED = "stopped", pgettext_lazy("state of a project", "stopped early")


class Money(models.TextChoices):
    """Whose money a project was paid from."""

    EU = "eu", _("European funds")
    STATE = "state", _("the state")
    REGION = "region", _("the region’s budget")
    MUNICIPALITY = "municipality", _("municipalities")
    FOUNDATION = "foundation", _("foundations and donors")
    BUSINESS = "business", _("companies and sponsors")
    CROWD = "crowd", _("many people, by crowdfunding")
    OWN = "own", _("own money")


class TargetGroup(models.TextChoices):
    """For whom a project was."""

    CREATIVES = "creatives", _("creatives")
    STUDENTS = "students", _("students and graduates")
    SCHOOLS = "schools", _("schools and children")
    MUNICIPALITIES = "municipalities", _("municipalities and offices")
    COMPANIES = "companies", _("companies of other fields")
    ASSOCIATIONS = "associations", _("associations and institutions")
    PUBLIC = "public", _("the public")
    VISITORS = "visitors", _("visitors of the region")


class OutputKind(models.TextChoices):
    """What a project left for others."""

    METHODOLOGY = "methodology", _("methodology")
    DATA = "data", _("data")
    TRAINING = "training", _("training material")
    PUBLICATION = "publication", _("publication")
    DESIGN = "design", _("design")
    SOFTWARE = "software", _("software")
    VIDEO = "video", _("video")


class OutputLicence(models.TextChoices):
    """Under what terms others may use an output; the values are SPDX identifiers, or what stands for none."""

    CC0 = "CC0-1.0", "CC0 1.0"
    CC_BY = "CC-BY-4.0", "CC BY 4.0"
    CC_BY_SA = "CC-BY-SA-4.0", "CC BY-SA 4.0"
    CC_BY_NC = "CC-BY-NC-4.0", "CC BY-NC 4.0"
    CC_BY_NC_SA = "CC-BY-NC-SA-4.0", "CC BY-NC-SA 4.0"
    CC_BY_ND = "CC-BY-ND-4.0", "CC BY-ND 4.0"
    CC_BY_NC_ND = "CC-BY-NC-ND-4.0", "CC BY-NC-ND 4.0"
    ODBL = "ODbL-1.0", "ODbL 1.0"
    MIT = "MIT", "MIT"
    EUPL = "EUPL-1.2", "EUPL 1.2"
    ASK = "ask", _("ask the author")


class TipKind(models.TextChoices):
    """What a visitor tells the curators about projects."""

    PROJECT = "project", _("a project that is missing here")
    ADDITION = "addition", _("something to add or mend")
    USE = "use", _("we used an output")


class TipVerdict(models.TextChoices):
    """What became of a tip."""

    ACCEPTED = "accepted", _("taken up")
    DECLINED = "declined", _("declined")
