"""What the catalogue takes from rooms above it, and what it gives to the ground's slots."""

from catalogue.slots.panels import (
    NeedAnswer,
    NeedQuery,
    Panel,
    answers_to,
    municipality_panels,
    need_answers,
    profile_panels,
    project_panels,
)

__all__ = [
    "NeedAnswer",
    "NeedQuery",
    "Panel",
    "answers_to",
    "municipality_panels",
    "need_answers",
    "profile_panels",
    "project_panels",
]
