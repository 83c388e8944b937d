"""Foreign keys point down the floors: string references hide from import-linter, models do not."""

import configparser

from django.apps import apps
from django.conf import settings
from django.db import models

from scripts.console import ROOT


def floors() -> dict[str, int]:
    """Return each room with its floor, counted from the ground, as ``.importlinter`` has them."""
    config = configparser.ConfigParser()
    config.read(ROOT / ".importlinter", encoding="utf-8")
    layers = config["importlinter:contract:floors"]["layers"].split("\n")
    rows = [[name.strip(" ()") for name in row.replace(":", "|").split("|")] for row in layers if row.strip()]
    return {name: floor for floor, row in enumerate(reversed(rows)) for name in row}


def relations():
    """Yield model, field and target of every relation of our models."""
    for model in apps.get_models(include_auto_created=False):
        for field in model._meta.get_fields():
            forward = isinstance(field, models.Field) and field.is_relation
            if forward and field.related_model and field.related_model != "self" and field.model is model:
                yield model, field, field.related_model


def test_every_room_with_models_has_a_floor():
    ours = {config.name for config in apps.get_app_configs() if (ROOT / config.name.replace(".", "/")).is_dir()}
    assert {name for name in ours if not name.startswith("tests.")} <= floors().keys()


def test_relations_point_downward():
    floor = floors()
    upward = []
    for model, field, target in relations():
        mine, theirs = (apps.get_app_config(each._meta.app_label).name for each in (model, target))
        exempt = target._meta.label == settings.AUTH_USER_MODEL or mine == theirs
        if not exempt and mine in floor and theirs in floor and floor[theirs] >= floor[mine]:
            upward.append(f"{model._meta.label}.{field.name} -> {target._meta.label}")
    assert upward == []
