"""What Wagtail says in listings, reports and about many things at once."""

from django.utils.translation import gettext_noop, ngettext_lazy

LISTINGS = (
    gettext_noop("%(range_start)s - %(range_end)s"),
    gettext_noop("Filter by up to ten most popular tags."),
    gettext_noop("Please select another parent."),
    gettext_noop("Add collections"),
    gettext_noop("%(start_index)s-%(end_index)s of %(items_count)s %(model_name)s across entire site."),
    gettext_noop("No results across entire site."),
    gettext_noop("Search in '<span class=\"w-title-ellipsis\">%(title)s</span>'"),
    gettext_noop(
        "%(start_index)s-%(end_index)s of %(items_count)s %(model_name)s in '<span "
        'class="w-title-ellipsis">%(title)s</span>\'.'
    ),
    gettext_noop("No results in '<span class=\"w-title-ellipsis\">%(title)s</span>'."),
    gettext_noop("Collection management permissions"),
    gettext_noop("Add a collection permission"),
    gettext_noop("%(field_label)s:"),
    gettext_noop("You saved a new version in another window"),
    gettext_noop("System"),
    gettext_noop("%(user_name)s saved a new version"),
    gettext_noop("You have unsaved changes in another window"),
    gettext_noop("%(user_name)s has unsaved changes"),
    gettext_noop("Currently idle"),
    gettext_noop("Currently viewing"),
    ngettext_lazy("One other user is currently viewing", "%(num_user)s other users are currently viewing", "num_user"),
    gettext_noop("Proceeding will overwrite the changes you made in that window."),
    gettext_noop("Proceeding will overwrite the changes made by %(user_name)s."),
    gettext_noop("Alternatively, you can view the latest version in a new tab."),
    gettext_noop("Collection '%(object)s' created."),
    gettext_noop("Collection '%(object)s' updated."),
    gettext_noop("Collection '%(object)s' deleted."),
)

REPORTS = (
    gettext_noop("Locale"),
    gettext_noop("Collection"),
    gettext_noop("Tag"),
    gettext_noop("Delete"),
    gettext_noop("No, don't delete"),
    gettext_noop("No, don't unpublish"),
    ngettext_lazy(
        "This will also delete one more subpage.", "This will also delete %(counter)s more subpages.", "counter"
    ),
    gettext_noop("Yes, publish"),
    gettext_noop("No, don't publish"),
    gettext_noop("Yes, unpublish"),
    gettext_noop("Last published"),
    gettext_noop("Last published by"),
    gettext_noop("App"),
    gettext_noop("Last edit"),
    gettext_noop("Locked by <b>you</b> at <b>%(locking_date)s</b>"),
    gettext_noop("Locked by <b>%(locked_by)s</b> at <b>%(locking_date)s</b>"),
    gettext_noop("Locked at <b>%(locking_date)s</b>"),
    gettext_noop("No log entries found."),
    gettext_noop("%(parent_pages)s and %(child_pages)s have been deleted"),
    gettext_noop("%(parent_pages)s and %(child_pages)s have been published"),
    gettext_noop("%(parent_pages)s and %(child_pages)s have been unpublished"),
    gettext_noop("Last published before"),
    gettext_noop("Last published at"),
)
