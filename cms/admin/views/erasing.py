"""Erasing a person: first where they stand, then once and for all."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from cms.content.models import Person
from cms.erasing.erase import NotErased, erase
from cms.erasing.finding import Findings, find

PERMISSIONS = ("content.publish_person", "content.delete_person")


def may_erase(user: Any) -> bool:
    """Whether the user may erase people: those who may publish and delete them."""
    return bool(user.has_perms(PERMISSIONS))


class ErasingForm(forms.Form):
    """What goes beyond the record, and that it is meant."""

    also = forms.CharField(
        label=gettext_lazy("Also remove these texts"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("One per line, e.g. a mail address, a phone number or a former name."),
    )
    in_text = forms.BooleanField(
        label=gettext_lazy("Replace the name also where it stands in texts, addresses and names of files"),
        required=False,
    )
    sure = forms.BooleanField(
        label=gettext_lazy("I know that this cannot be undone"),
        error_messages={"required": gettext_lazy("Tick this box: nothing brings the name back.")},
    )


class ErasePersonView(WagtailAdminTemplateMixin, FormView[ErasingForm]):
    """Shows where a person stands, and erases them when that is confirmed."""

    template_name = "desk/erasing/erase.html"
    form_class = ErasingForm
    page_title = gettext_lazy("Erase a person")
    header_icon = "bin"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not may_erase(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def person(self) -> Person:
        """The person who is meant."""
        found: Person = get_object_or_404(Person, pk=self.kwargs["pk"], erased_on=None)
        return found

    @cached_property
    def findings(self) -> Findings:
        """Where the person stands."""
        return find(self.person)

    def get_page_subtitle(self) -> str:
        return str(self.person)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        people = {"url": self._list_url(), "label": _("People")}
        return [
            *self.breadcrumbs_items,
            people,
            {"url": "", "label": self.get_page_title(), "sublabel": str(self.person)},
        ]

    def get_initial(self) -> dict[str, Any]:
        """What was found, and whether the name means nobody else."""
        return {"also": "\n".join(self.findings.contacts), "in_text": self.findings.is_clear}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds the places, with the ways to them."""
        finder = AdminURLFinder(self.request.user)
        found = self.findings
        return {
            **super().get_context_data(**kwargs),
            "person": self.person,
            "found": found,
            "naming": [(thing, finder.get_edit_url(thing)) for thing in found.naming],
            "to_read": [(page, finder.get_edit_url(page)) for page in found.family_name_only],
            "back": self._list_url(),
        }

    def form_valid(self, form: ErasingForm) -> HttpResponse:
        """Erases, and says so without the name."""
        values = form.cleaned_data
        try:
            erase(
                self.person,
                user=cast("User", self.request.user),
                also=values["also"].splitlines(),
                in_text=values["in_text"],
            )
        except NotErased as error:
            messages.error(self.request, str(error))
            return self.render_to_response(self.get_context_data(form=form))
        messages.success(self.request, _("The person was erased. Partners are told, and nothing brings the name back."))
        return redirect(self._list_url())

    def _list_url(self) -> str:
        return reverse(Person.snippet_viewset.get_url_name("list"))
