"""How the history of a profile calls what the catalogue writes into the audit trail.

The words stand after a name and a colon and say what was done, so that nobody's gender matters.
"""

from django.utils.translation import gettext as _


def deed_words() -> dict[str, str]:
    """The words for the catalogue's verbs."""
    return {
        "profile.created": _("profile created"),
        "profile.edited": _("edit saved"),
        "profile.deleted": _("profile deleted"),
        "profile.confirmed": _("confirmed as true"),
        "profile.asked": _("owners asked whether it is true"),
        "profile.merged": _("another profile merged into this one"),
        "profile.merged_into": _("profile merged into another one"),
        "profile.mapped_person_told": _("mapped person told by a letter"),
        "membership.ended": _("somebody's care of the profile ended"),
        "profile.availability_set": _("openness of the profile changed"),
        "profile.links_set": _("links changed"),
        "contact.delivered": _("visitor's message delivered"),
        "contact.reported": _("visitor's message reported"),
        "contact.settled": _("reported message settled"),
        "contact.blocked": _("sender blocked"),
        "contact.unblocked": _("sender unblocked"),
        "profile.found_distinct": _("found not to be the same as another"),
    }
