"""The list of lines as a form."""

from __future__ import annotations

from django.utils.translation import ngettext_lazy
from modelcluster.forms import BaseChildFormSet


class LinesFormSet(BaseChildFormSet):
    """Says what is missing in words that an editor understands."""

    default_error_messages = {
        **BaseChildFormSet.default_error_messages,
        "too_few_forms": ngettext_lazy("Add at least %(num)d entry here.", "Add at least %(num)d entries here.", "num"),
    }
