"""How the history of a profile calls what the catalogue writes into the audit trail."""

from django.utils.translation import gettext as _


def deed_words() -> dict[str, str]:
    """The words for the catalogue's verbs."""
    return {
        "profile.created": _("created the profile"),
        "profile.edited": _("saved an edit"),
        "profile.deleted": _("deleted the profile"),
        "profile.confirmed": _("confirmed that it is true"),
        "profile.asked": _("wrote to the owners whether it is true"),
        "profile.merged": _("merged another profile into this one"),
        "profile.merged_into": _("was merged into this profile"),
        "profile.mapped_person_told": _("a letter went to the mapped person"),
        "membership.ended": _("ended somebody's care of the profile"),
        "profile.availability_set": _("changed what the profile is open to"),
        "profile.links_set": _("changed the links"),
        "contact.delivered": _("a visitor's message was delivered"),
        "contact.reported": _("reported a visitor's message"),
        "contact.settled": _("settled a reported message"),
        "contact.blocked": _("blocked a sender"),
        "contact.unblocked": _("unblocked a sender"),
        "profile.found_distinct": _("found that it is not the same as another"),
    }
