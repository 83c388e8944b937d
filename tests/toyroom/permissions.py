"""Who may do what with toys: a role with its scope decides."""

from kko.accounts.choices import Role
from kko.accounts.permissions import has_role


def can_mend_toy(user, toy) -> bool:
    """Hub managers of just this toy, or of all."""
    return has_role(user, Role.HUB_MANAGER, over=toy)
