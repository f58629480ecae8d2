"""Forms for a record that is missing while somebody chooses one: its name, and what else nobody can do without."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cms.content.forms.record import RecordForm
from cms.content.models import Affiliation, PartnerPage
from cms.content.namesakes import Spelling
from cms.public.users import offered


class CreationForm(RecordForm):
    """The form of a record without its lists. What it refers to is chosen from a plain list: there is a dialog already."""

    class Meta:
        formsets: Sequence[str] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, forms.ModelChoiceField) and field.queryset is not None:
                field.queryset = offered(field.queryset, self.for_user)
            if isinstance(field.widget, forms.Textarea):
                field.widget.attrs["rows"] = 2


class PersonCreationForm(CreationForm):
    """A person with one role, which events then take over."""

    role = forms.CharField(label=pgettext_lazy("of a person", "Role"), max_length=200, required=False)
    organisation = forms.CharField(
        label=_("Organisation"), max_length=200, required=False, help_text=_("A partner of this name is linked.")
    )

    def clean(self) -> dict[str, Any]:
        """The cleaned values; an organisation alone is no role."""
        cleaned: dict[str, Any] = super().clean()
        if cleaned.get("organisation") and not cleaned.get("role"):
            self.add_error("role", _("Say which role the person has there, or leave the organisation out."))
        return cleaned

    def save(self, *args: Any, **kwargs: Any) -> Any:
        """The person, with the role."""
        if self.cleaned_data["role"]:
            self.instance.affiliations = [self._affiliation()]
        return super().save(*args, **kwargs)

    def _affiliation(self) -> Affiliation:
        name = self.cleaned_data["organisation"]
        partners = offered(PartnerPage.objects.all(), self.for_user) if name else ()
        named = [each for each in partners if any(Spelling(name).is_like(Spelling(known)) for known in each.names)]
        organisation = {"partner": named[0]} if len(named) == 1 else {"organisation_text": name}
        return Affiliation(role=self.cleaned_data["role"], is_primary=True, **organisation)


def creation_form(model: type[models.Model], fields: Sequence[str], form: type[CreationForm]) -> type[CreationForm]:
    """The form with these fields of the model."""
    chosen = [name for name in fields if isinstance(model._meta.get_field(name), models.ForeignKey)]
    made: Any = forms.modelform_factory(model, form=form, fields=fields, widgets=dict.fromkeys(chosen, forms.Select))
    return made  # type: ignore[no-any-return]
