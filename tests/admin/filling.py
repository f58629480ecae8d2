"""Fills forms of the editor and sends them, as a browser would."""

from __future__ import annotations

from typing import Any

from django.test import Client
from django.urls import reverse
from wagtail.models import Page
from wagtail.test.utils.form_data import inline_formset, nested_form_data, querydict_from_html, streamfield

STREAMS = ("announcement", "report", "body")


def open_form(desk: Client, url: str) -> dict[str, Any]:
    """The form at the address as it is sent back untouched; streams, which scripts fill, are empty."""
    response = desk.get(url)
    assert response.status_code == 200, response.status_code
    html = response.content.decode()
    name = "page-edit-form" if 'id="page-edit-form"' in html else "w-editor-form"
    sent = querydict_from_html(html, form_id=name)
    found = {name: values if len(values) > 1 else values[-1] for name, values in sent.lists()}
    empty = {f"{name}-count": "0" for name in STREAMS if f'id="{name}"' in html or f"{name}-count" in html}
    # The first line break within a text area is no part of its text.
    return {
        **empty,
        **{name: value.removeprefix("\n") if isinstance(value, str) else value for name, value in found.items()},
    }


_new: dict[str, dict[str, Any]] = {}


def new_page(desk: Client, parent: Page, model: str) -> dict[str, Any]:
    """The empty form of a new page, which is opened once per run since it is large and always the same."""
    if model not in _new:
        _new[model] = open_form(desk, adding(parent, model))
    return _new[model]


def adding(parent: Page, model: str) -> str:
    return reverse("wagtailadmin_pages:add", args=["content", model, parent.pk])


def editing(page: Page) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def filled(form: dict[str, Any], **values: Any) -> dict[str, Any]:
    """The form with these values; lists are lines."""
    lines = {name: inline_formset(value) for name, value in values.items() if isinstance(value, list)}
    plain = {name: value for name, value in values.items() if name not in lines}
    return {**form, **plain, **nested_form_data(lines)}


def text(words: str) -> dict[str, Any]:
    """A stream of one quotation."""
    return streamfield([("heading", {"text": words, "level": "2"})])


def errors(response: Any) -> str:
    """All that the answer complains about."""
    form = response.context["form"]
    formsets = form.formsets.values()
    lines = [str(error) for formset in formsets for error in (*formset.errors, *formset.non_form_errors()) if error]
    return " ".join([str(dict(form.errors)), *lines])
