"""A block whose plugin is missing goes wherever its page goes: through a workflow, into a copy, a translation, an older version."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from wagtail.models import GroupApprovalTask, Locale, Workflow, WorkflowTask

from cms.content.models import HomePage, StandardPage
from tests.blocks.test_kept_blocks import GONE, STORED, as_stored

Write = Callable[..., StandardPage]


def body_of(page: Any) -> Any:
    """The text as it lies in the database."""
    body = StandardPage.objects.get(pk=page.pk).body
    return body.stream_block.get_prep_value(body)


@pytest.fixture
def editor(db: None) -> User:
    return User.objects.create_superuser("redaktion", "r@example.org", "geheim")


def test_a_workflow_publishes_it_unharmed(write_page: Write, editor: User) -> None:
    page = write_page(*STORED)
    workflow = Workflow.objects.create(name="Freigabe")
    task = GroupApprovalTask.objects.create(name="Vier Augen")
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    page.title = "Über uns alle"
    page.save_revision()
    state = workflow.start(page, editor)
    state.current_task_state.approve(user=editor)
    published = StandardPage.objects.get(pk=page.pk)
    assert (published.title, published.live) == ("Über uns alle", True)
    assert as_stored(body_of(page)) == as_stored(STORED)


def test_a_copy_has_it(write_page: Write, home: HomePage) -> None:
    copy = write_page(*STORED).copy(to=home, update_attrs={"slug": "kopie", "title": "Kopie"})
    assert GONE["value"] in [block["value"] for block in body_of(copy)]


def test_a_translation_has_it(write_page: Write, home: HomePage) -> None:
    english = Locale.objects.get(language_code="en")
    translated = write_page(*STORED).copy_for_translation(english, copy_parents=True)
    translated.save_revision().publish()
    assert as_stored(body_of(translated)) == as_stored(STORED)


def test_an_older_version_brings_it_back(write_page: Write) -> None:
    page = write_page(*STORED)
    older = page.latest_revision
    page.body = json.dumps([])
    page.save_revision().publish()
    assert body_of(page) == []
    older.as_object().save_revision().publish()
    assert as_stored(body_of(page)) == as_stored(STORED)
