"""The list of inline items as a form."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from django.forms import ModelChoiceField
from django.utils.translation import ngettext_lazy
from modelcluster.forms import BaseChildFormSet

from cms.content.forms.inline_item import InlineItemForm
from cms.content.validation import repetitions

Choice = tuple[Any, Any]
"""A field in which something is chosen, and what was sent for it."""


class InlineItemFormSet(BaseChildFormSet):
    """Passes over new inline items that were left empty, and says in an editor's words how many there must be."""

    default_error_messages = {
        **BaseChildFormSet.default_error_messages,
        "too_few_forms": ngettext_lazy("Add at least %(num)d entry here.", "Add at least %(num)d entries here.", "num"),
    }

    def _construct_form(self, i: int, **kwargs: Any) -> Any:
        # Django demands the first inline items filled where there is a minimum, which a draft need not reach. And an item is new as long
        # as it has no key: after a page was saved by itself the open form counts all of its items as stored, the empty ones too.
        empty = {"empty_permitted": True} if self._is_new(i) else {}
        return super()._construct_form(i, **{**kwargs, **empty})

    def _is_new(self, i: int) -> bool:
        key = f"{self.add_prefix(i)}-{self.model._meta.pk.name}"
        return i >= self.initial_form_count() or (self.is_bound and not self.data.get(key))

    def full_clean(self) -> None:
        """Judges all items; what they choose is asked for once per field, and not by each item, and the items that are held not at all."""
        if self.is_bound:
            held = vars(self.instance).get("_cluster_related_objects", {}).get(self.rel_name, ())
            known = {self.model._meta.pk.name: {str(item.pk): item for item in held}}
            chosen: dict[str, list[Choice]] = defaultdict(list)
            for form in self.forms:
                for name, field in form.fields.items():
                    if _takes_keys(field):
                        chosen[name].append((field, form[name].data))
            for name, choices in chosen.items():
                _look_up(choices, known.get(name, {}))
        super().full_clean()

    def clean(self) -> None:
        """Refuses to publish what stands in the list twice, at the second of the two."""
        super().clean()
        # What the lines of plugins may say twice is their own affair.
        own = [form for form in self.forms if isinstance(form, InlineItemForm)]
        kept = [form for form in own if not form.errors and form.has_content() and not self._should_delete_form(form)]
        forms = {id(form.instance): form for form in kept if not form.is_deferred_validation}
        for item, errors in repetitions(form.instance for form in forms.values()):
            for name, message in errors.items():
                forms[id(item)].add_error(name, message)

    def readable_items(self) -> list[Any]:
        """The items that are in order; of those that are not, what is stored, as of all if nothing was sent."""
        if not self.management_form.is_valid():
            return list(self.get_queryset())
        kept = [form for form in self.forms if not self._should_delete_form(form)]
        return [form.instance for form in kept if form.instance.pk or (form.has_changed() and form.is_valid())]

    def add_error(self, message: Any) -> None:
        """Says what is wrong with the list as a whole, unless there is something to be put right in it first."""
        if self.is_valid():
            self.non_form_errors().append(message)

    def save(self, commit: bool = True) -> Any:  # noqa: FBT001, FBT002 - as Django has it
        """Wagtail's, and every item has its place: one that was not changed, and never had a place, would come before all others."""
        saved = super().save(commit=False)
        items = getattr(self.instance, self.rel_name)
        self._take_as_one(items)
        places = {form.instance.pk: place for place, form in enumerate(self.ordered_forms)} if self.can_order else {}
        for item in items.all():
            if item.pk in places:
                item.sort_order = places[item.pk]
        if commit:
            items.commit()
        return saved

    def _take_as_one(self, items: Any) -> None:
        """Leaves out what is held already, which the browser could not know: it sent the page before the answer of the last saving came."""
        sent = {form.instance.pk for form in self.forms}
        held = [item for item in items.all() if item.pk and item.pk not in sent]
        for item in self.new_objects if held else ():
            if twin := next((each for each in held if _says(each, item)), None):
                held.remove(twin)
                items.remove(item)
                if self.can_order:
                    twin.sort_order = item.sort_order


def _says(item: Any, again: Any) -> bool:
    """Whether the item says all that is said again."""
    said = {
        field.attname: value
        for field in again._meta.concrete_fields
        if field.editable and field.name != "sort_order" and (value := getattr(again, field.attname)) not in (None, "")
    }
    return bool(said) and all(getattr(item, name) == value for name, value in said.items())


def _takes_keys(field: Any) -> bool:
    things: Any = getattr(field, "queryset", None)
    return type(field) is ModelChoiceField and field.to_field_name in (None, things.model._meta.pk.name)


def _look_up(choices: list[Choice], known: Mapping[str, Any]) -> None:
    """Lets the fields, which are alike, know what is chosen in them, as far as it is not known yet."""
    first, _value = choices[0]
    unknown = [str(value) for _field, value in choices if str(value).isdecimal() and str(value) not in known]
    asked = first.queryset.filter(pk__in=set(unknown)) if len(unknown) > 1 else ()
    found = {**known, **{str(thing.pk): thing for thing in asked}}
    for field, value in choices:
        if (thing := found.get(str(value))) is not None:
            field.to_python = partial(_known, field.to_python, str(value), thing)


def _known(ask: Callable[[Any], Any], key: str, thing: Any, value: Any) -> Any:
    return thing if str(value) == key else ask(value)
