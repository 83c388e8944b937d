"""What Wagtail says about users, groups and sites."""

from django.utils.translation import gettext_noop, ngettext_lazy

SITES = (
    gettext_noop("default"),
    gettext_noop("%(site_setting)s for %(site)s"),
    gettext_noop("Site '%(object)s' created."),
    gettext_noop("Site '%(object)s' updated."),
    gettext_noop("Site '%(object)s' deleted."),
)

USERS = (
    gettext_noop("Required. Letters, digits and @/./+/-/_ only."),
    gettext_noop("Leave blank if not changing."),
    gettext_noop("user profile"),
    ngettext_lazy("Assign role to 1 user", "Assign role to %(counter)s users", "counter"),
    gettext_noop("Are you sure you want to assign this role to these users?"),
    ngettext_lazy(
        "You don't have permission to edit this user", "You don't have permission to edit these users", "number"
    ),
    ngettext_lazy("Delete 1 user", "Delete %(counter)s users", "counter"),
    ngettext_lazy(
        "You don't have permission to delete this user", "You don't have permission to delete these users", "number"
    ),
    ngettext_lazy("Change active state for 1 user", "Change active state for %(counter)s users", "counter"),
    gettext_noop("Set active state"),
    gettext_noop("Are you sure you want to change the active state for these users?"),
    gettext_noop("You cannot change your own active status"),
    gettext_noop("Yes, change state"),
    gettext_noop("No, don't change state"),
    ngettext_lazy(
        "The group '%(group_name)s' has <strong>%(group_user_count)s</strong> member.",
        "The group '%(group_name)s' has <strong>%(group_user_count)s</strong> members.",
        "group_name",
    ),
    gettext_noop("Custom permissions"),
    gettext_noop("Toggle all"),
    gettext_noop("Toggle all add permissions"),
    gettext_noop("Toggle all change permissions"),
    gettext_noop("Toggle all delete permissions"),
    gettext_noop("Toggle all custom permissions"),
    gettext_noop('Sorry, no groups match "%(query)s"'),
    gettext_noop("Select all users in listing"),
    gettext_noop("Sorry, no users match your query"),
    gettext_noop("Can view"),
    gettext_noop("Assign role to selected users"),
    ngettext_lazy(
        "%(num_parent_objects)d user has been assigned as %(role)s",
        "%(num_parent_objects)d users have been assigned as %(role)s",
        "num_parent_objects",
    ),
    ngettext_lazy(
        "%(num_parent_objects)d user has been deleted",
        "%(num_parent_objects)d users have been deleted",
        "num_parent_objects",
    ),
    gettext_noop("Active"),
    gettext_noop("Inactive"),
    gettext_noop("Mark as active"),
    gettext_noop("Change the active state for selected users"),
    ngettext_lazy(
        "%(num_parent_objects)d user has been marked as active",
        "%(num_parent_objects)d users have been marked as active",
        "num_parent_objects",
    ),
    ngettext_lazy(
        "%(num_parent_objects)d user has been marked as inactive",
        "%(num_parent_objects)d users have been marked as inactive",
        "num_parent_objects",
    ),
    gettext_noop("Group '%(object)s' created."),
    gettext_noop("Group '%(object)s' updated."),
    gettext_noop("Group '%(object)s' deleted."),
    gettext_noop("Last login"),
    gettext_noop("Admin"),
    gettext_noop("Access level"),
    gettext_noop("User '%(object)s' created."),
    gettext_noop("User '%(object)s' updated."),
    gettext_noop("User '%(object)s' deleted."),
)
