"""Fields of two versions side by side, as people read them."""

from __future__ import annotations

from typing import Any

from django.db import models
from wagtail.admin.compare import FieldComparison, register_comparison_class

from blocks.display_values import display_value


class LegibleComparison(FieldComparison):
    """Wagtail's comparison of a field, where `None`, `False` and `19:00:00` are written as an editor would."""

    def __init__(self, field: models.Field[Any, Any], obj_a: Any, obj_b: Any) -> None:
        super().__init__(field, obj_a, obj_b)
        self.val_a: Any = display_value(field.value_from_object(obj_a))
        self.val_b: Any = display_value(field.value_from_object(obj_b))


def register_comparisons() -> None:
    """Lets fields of these kinds be compared so."""
    for kind in (models.BooleanField, models.DateField, models.TimeField, models.IntegerField):
        register_comparison_class(kind, comparison_class=LegibleComparison)
