"""The magazine's place in the back office: Wagtail looks for hooks here only."""

from magazine.knowledge import wagtail_hooks as library_hooks

__all__ = ["library_hooks"]
