"""Questions in a form: each stands at its field, with a box that answers it for this saving."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from wagtail.admin.admin_url_finder import AdminURLFinder

from cms.content.questions import Question, open_questions
from cms.public.users import seen

ANSWERED = "answered"
"""The name of the boxes."""


class Asked(str):
    """The question as text; in a template, with its links and its box."""

    markup: SafeString

    def __str__(self) -> str:
        return self

    def __html__(self) -> SafeString:
        return self.markup


class QuestionsForm:
    """Asks what is unusual beside what is wrong, and takes the answers."""

    data: Any
    fields: Any
    errors: Any
    for_user: Any

    def ask(self, thing: Any, *, draft: bool) -> None:
        """Adds what is not answered yet as errors; with it, or with other errors, what is answered, so that it stays so."""
        questions = list(self._for_whom(open_questions(thing, draft=draft)))
        given = self.data.getlist(ANSWERED) if hasattr(self.data, "getlist") else self.data.get(ANSWERED, ())
        refused = set(self.errors)
        if self.errors or any(question.key not in given for question in questions):
            for question in questions:
                # What is refused as a whole may be just that of which there is one already.
                is_refused = question.place in refused or (bool(question.about) and NON_FIELD_ERRORS in refused)
                if question.about or not is_refused:
                    self.put(question.place, self._asked(question, given, with_box=not is_refused))

    def put(self, place: str, message: Any) -> None:
        """Says it at the field, if there is one."""
        self.add_error(place if place in self.fields else None, message)  # type: ignore[attr-defined]

    def _for_whom(self, questions: list[Question]) -> Iterator[Question]:
        """The questions about what the user may see."""
        for question in questions:
            if not question.about or self.for_user is None:
                yield question
                continue
            model = type(question.about[0])
            keys = seen(model._default_manager.all(), self.for_user).values_list("pk", flat=True)
            if about := [each for each in question.about if each.pk in set(keys)]:
                yield question._replace(about=about)

    def _asked(self, question: Question, given: Any, *, with_box: bool) -> Asked:
        found = Asked(" ".join([str(question.text), ", ".join(map(str, question.about))]).strip())
        address = AdminURLFinder(self.for_user).get_edit_url
        links = format_html_join(", ", "{}", ((_link(each, address(each)),) for each in question.about))
        found.markup = format_html("{} {}", question.text, links)
        if with_box:
            found.markup += format_html(
                ' <label class="desk-question"><input type="checkbox" name="{}" value="{}"{}> {}</label>',
                ANSWERED,
                question.key,
                SafeString(" checked") if question.key in given else "",
                question.answer,
            )
        return found


def _link(thing: Any, address: str | None) -> str:
    return format_html('<a href="{}" target="_blank">{}</a>', address, thing) if address else str(thing)
