"""How long ago something was. Wagtail puts these periods behind one preposition alone, so they are inflected for it.

Czech and German therefore hold “minutou” and “Tagen” here: whoever shows a period must show “ago” as well.
"""

from django.utils.translation import gettext_noop, ngettext_lazy

TIMES = (
    ngettext_lazy("%(num)d year", "%(num)d years", "num"),
    ngettext_lazy("%(num)d month", "%(num)d months", "num"),
    ngettext_lazy("%(num)d week", "%(num)d weeks", "num"),
    ngettext_lazy("%(num)d day", "%(num)d days", "num"),
    ngettext_lazy("%(num)d hour", "%(num)d hours", "num"),
    ngettext_lazy("%(num)d minute", "%(num)d minutes", "num"),
    gettext_noop("0 minutes"),
    gettext_noop("%(time_period)s ago"),
)
