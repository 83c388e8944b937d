"""What Wagtail says about pages: founding, moving, copying, publishing and deleting them."""

from django.utils.translation import gettext_noop, ngettext_lazy

PAGES = (
    gettext_noop("Publish copied page"),
    gettext_noop("This page is live. Would you like to publish its copy as well?"),
    ngettext_lazy(
        "%(count)s of the pages being copied is live. Would you like to publish its copy?",
        "%(count)s of the pages being copied are live. Would you like to publish their copies?",
        "count",
    ),
    gettext_noop('You do not have permission to copy to page "%(page_title)s"'),
    gettext_noop('This slug is already in use within the context of its parent page "%(parent_page_title)s"'),
    gettext_noop("The slug '%(page_slug)s' is already in use within the parent page."),
    gettext_noop("The new page will be a child of this given parent page."),
    gettext_noop('You do not have permission to create a page under "%(page_title)s".'),
    gettext_noop('You cannot create a page of type "%(page_type)s" under "%(page_title)s".'),
    gettext_noop("%(objects)s pages selected"),
    gettext_noop("All %(objects)s pages on this screen selected"),
    gettext_noop("All pages in listing selected"),
    ngettext_lazy(
        'Only pages of type "%(type)s" may be chosen for this field. Search results will exclude pages of other types.',
        "Only the following page types may be chosen for this field: %(type)s. Search results will "
        "exclude pages of other types.",
        "type",
    ),
    gettext_noop(
        'The URL you entered, <a target="_blank" rel="noreferrer" '
        'href="%(submitted_url)s">%(submitted_url)s</a>, looks like it matches the internal '
        'page %(page)s, which has the URL <a target="_blank" rel="noreferrer" '
        'href="%(internal_url)s">%(internal_url)s</a>.'
    ),
    gettext_noop(
        "Converting this to an internal link to %(page)s would make the link automatically "
        "update if the underlying page changes its URL. Would you like to do this?"
    ),
    gettext_noop("Your locked pages"),
    gettext_noop("Changing the privacy for this page has been disabled."),
    gettext_noop("Create a page in %(title)s"),
    gettext_noop("Create a page in"),
    gettext_noop("Choose which type of page you'd like to create."),
    gettext_noop("Sorry, you cannot create a page at this location."),
    ngettext_lazy("Delete 1 page", "Delete %(counter)s pages", "counter"),
    gettext_noop("Are you sure you want to delete these pages?"),
    ngettext_lazy(
        "You don't have permission to delete this page", "You don't have permission to delete these pages", "number"
    ),
    ngettext_lazy("Move 1 page", "Move %(counter)s pages", "counter"),
    gettext_noop("Are you sure you want to move these pages?"),
    ngettext_lazy("This page has one child page", "This page has %(counter)s child pages", "counter"),
    ngettext_lazy(
        "You don't have permission to move this page", "You don't have permission to move these pages", "number"
    ),
    ngettext_lazy(
        "The following page cannot be moved to %(dest_title)s",
        "The following pages cannot be moved to %(dest_title)s",
        "dest_title",
    ),
    ngettext_lazy(
        "The following page cannot be moved due to duplicate slug",
        "The following pages cannot be moved due to duplicate slugs",
        "number",
    ),
    gettext_noop("There is no valid destination page for these pages"),
    ngettext_lazy("Publish 1 page", "Publish %(counter)s pages", "counter"),
    gettext_noop("Are you sure you want to publish these pages?"),
    ngettext_lazy("This page has one unpublished subpage", "This page has %(counter)s unpublished subpages", "counter"),
    ngettext_lazy(
        "You don't have permission to publish this page", "You don't have permission to publish these pages", "number"
    ),
    ngettext_lazy("Unpublish 1 page", "Unpublish %(counter)s pages", "counter"),
    gettext_noop("Are you sure you want to unpublish these pages?"),
    ngettext_lazy("This page has one subpage", "This page has %(counter)s subpages", "counter"),
    ngettext_lazy(
        "You don't have permission to unpublish this page",
        "You don't have permission to unpublish these pages",
        "number",
    ),
    gettext_noop("Are you sure you want to convert this alias into an ordinary page?"),
    ngettext_lazy(
        "Deleting this page will also delete %(descendant_count)s child page.",
        "Deleting this page will also delete %(descendant_count)s more child pages.",
        "descendant_count",
    ),
    ngettext_lazy(
        "It will also delete 1 translation and its combined %(translation_descendant_count)s translated child page.",
        "It will also delete 1 translation and its combined %(translation_descendant_count)s translated child pages.",
        "translation_descendant_count",
    ),
    ngettext_lazy(
        "It will also delete %(translation_count)s translations and their combined "
        "%(translation_descendant_count)s translated child page.",
        "It will also delete %(translation_count)s translations and their combined "
        "%(translation_descendant_count)s translated child pages.",
        "translation_count",
    ),
    ngettext_lazy(
        "Deleting this page will also delete 1 translation and its combined "
        "%(translation_descendant_count)s translated child page.",
        "Deleting this page will also delete 1 translation and its combined "
        "%(translation_descendant_count)s translated child pages.",
        "translation_descendant_count",
    ),
    ngettext_lazy(
        "Deleting this page will also delete %(translation_count)s translations and their combined "
        "%(translation_descendant_count)s translated child page.",
        "Deleting this page will also delete %(translation_count)s translations and their combined "
        "%(translation_descendant_count)s translated child pages.",
        "translation_count",
    ),
    ngettext_lazy(
        "Deleting this page will also delete %(translation_count)s translation of this page.",
        "This will also delete %(descendant_count)s more child pages. Deleting this page will also "
        "delete %(translation_count)s translations of this page.",
        "descendant_count",
    ),
    gettext_noop(
        'Alternatively you can <a href="%(unpublish_url)s">unpublish the page</a>. This '
        "removes the page from public view and you can edit or publish it again later."
    ),
    gettext_noop("Are you sure you want to move this page into '%(title)s'?"),
    gettext_noop("Are you sure you want to move this page and all of its children into '%(title)s'?"),
    ngettext_lazy(
        "This will also move one translation of this page and its child pages",
        "This will also move %(translations_to_move_count)s translations of this page and their child pages",
        "translations_to_move_count",
    ),
    gettext_noop("Are you sure you want to unpublish this page?"),
    ngettext_lazy(
        "This will also unpublish one translation of the page.",
        "This will also unpublish all %(translation_count)s translations of the page.",
        "translation_count",
    ),
    ngettext_lazy(
        "This page has one subpage and its translations have a combined one translated child page. Unpublish these too",
        "This page has %(live_descendant_count)s child pages and its translations have a combined one "
        "translated child page. Unpublish these too",
        "live_descendant_count",
    ),
    ngettext_lazy(
        "This page has one child page and its translations have a combined "
        "%(translation_descendant_count)s translated child pages. Unpublish these too",
        "This page has %(live_descendant_count)s child pages and its translations have a combined "
        "%(translation_descendant_count)s translated child pages. Unpublish these too",
        "live_descendant_count",
    ),
    ngettext_lazy(
        "This page has one subpage. Unpublish this too",
        "This page has %(live_descendant_count)s subpages. Unpublish these too",
        "live_descendant_count",
    ),
    gettext_noop("Edit original page"),
    gettext_noop("Convert this alias into an ordinary page"),
    gettext_noop(
        "The root level is where you can add new sites to your Wagtail installation. Pages "
        "created here will not be accessible at any URL until they are associated with a site."
    ),
    gettext_noop("If you just want to add pages to an existing site, create them as children of the homepage instead."),
    gettext_noop(
        "There is no site set up for this location. Pages created here will not be accessible "
        "at any URL until a site is associated with this location."
    ),
    gettext_noop("There is no site record for this location. Pages created here will not be accessible at any URL."),
    gettext_noop("Select all pages in listing"),
    gettext_noop("This page is locked, by you, to further editing"),
    gettext_noop("Explore child pages of '%(title)s'"),
    gettext_noop("Add a child page to '%(title)s'"),
    gettext_noop("This page is protected from public view"),
    ngettext_lazy("There is one matching page", "There are %(counter)s matching pages", "counter"),
    gettext_noop("No pages match this report's criteria."),
    gettext_noop("Last edited page"),
    gettext_noop("No locked pages found."),
    gettext_noop("No page types found."),
    ngettext_lazy(
        "This action will delete <b>%(total_pages_formatted)s</b> page in total.",
        "This action will delete <b>%(total_pages_formatted)s</b> pages in total.",
        "total_pages_formatted",
    ),
    gettext_noop("Visit the live page"),
    gettext_noop(
        "We extract the main content from the page preview, remove all formatting, and calculate the number of words."
    ),
    gettext_noop("Choose who can view the live version of this page"),
    gettext_noop("Sort the order of child pages within '%(parent)s' by '%(label)s' in ascending order."),
    gettext_noop("Sort the order of child pages within '%(parent)s' by '%(label)s' in descending order."),
    gettext_noop("Privacy is inherited from the ancestor page - %(ancestor_page)s"),
    ngettext_lazy(
        "%(num_parent_objects)d page has been deleted",
        "%(num_parent_objects)d pages have been deleted",
        "num_parent_objects",
    ),
    gettext_noop("Select a new parent page"),
    ngettext_lazy("%(num_pages)d page has been moved", "%(num_pages)d pages have been moved", "num_pages"),
    gettext_noop("Publish selected pages"),
    ngettext_lazy(
        "%(num_parent_objects)d page has been published",
        "%(num_parent_objects)d pages have been published",
        "num_parent_objects",
    ),
    ngettext_lazy(
        "%(num_parent_objects)d page has been unpublished",
        "%(num_parent_objects)d pages have been unpublished",
        "num_parent_objects",
    ),
    gettext_noop("Page '%(page_title)s' has been converted into an ordinary page."),
    gettext_noop("Page '%(page_title)s' and %(subpages_count)s subpages copied."),
    gettext_noop("Page '%(page_title)s' copied."),
    gettext_noop("Page '%(page_title)s' created."),
    gettext_noop("Page '%(page_title)s' created and scheduled for publishing."),
    gettext_noop("Page '%(page_title)s' created and published."),
    gettext_noop("The page could not be created due to validation errors."),
    gettext_noop("Page '%(page_title)s' deleted."),
    gettext_noop("Page '%(page_title)s' has been replaced with version from %(previous_revision_datetime)s."),
    gettext_noop("Page '%(page_title)s' has been updated."),
    gettext_noop(
        "Version from %(previous_revision_datetime)s of page '%(page_title)s' has been scheduled for publishing."
    ),
    gettext_noop("Page '%(page_title)s' is live and this version has been scheduled for publishing."),
    gettext_noop("Page '%(page_title)s' has been scheduled for publishing."),
    gettext_noop("Version from %(datetime)s of page '%(page_title)s' has been published."),
    gettext_noop("Page '%(page_title)s' has been published."),
    gettext_noop("The page could not be saved as it is locked."),
    gettext_noop("The page could not be saved due to validation errors."),
    gettext_noop("Page '%(page_title)s' is now unlocked."),
    gettext_noop(
        "The slug '%(page_slug)s' is already in use at the selected parent page. Make sure the "
        "slug is unique and try again."
    ),
    gettext_noop("Page '%(page_title)s' moved."),
    gettext_noop("You are viewing a previous version of this page from <b>%(created_at)s</b> by %(user)s"),
    gettext_noop("Page '%(page_title)s' unpublished."),
    gettext_noop("Page types usage"),
    gettext_noop("Aging pages"),
)
