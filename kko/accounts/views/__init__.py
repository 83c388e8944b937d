"""Pages of a member's own account, and of those who grant roles."""

from kko.accounts.views.office import OfficeAccountView, OfficeHomeView
from kko.accounts.views.roles import admin_login

__all__ = ["OfficeAccountView", "OfficeHomeView", "admin_login"]
