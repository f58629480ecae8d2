"""Old drafts are thinned out; what was public, is wanted, or somebody can still go on with stays, each version of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
import time_machine
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from wagtail.models import Page, Revision, TaskState, Workflow

from cms.content.models import HomePage, Person, StandardPage
from cms.content.versions import thin_versions
from cms.extend.jobs import run_jobs

THEN = dt.datetime(2026, 3, 10, 9, tzinfo=dt.UTC)
LATER = THEN + dt.timedelta(days=91)


@pytest.fixture
def page(home: HomePage) -> StandardPage:
    """A page of which two drafts were stored on the day before."""
    with time_machine.travel(THEN - dt.timedelta(days=1), tick=False):
        made = home.add_child(instance=StandardPage(title="Über uns", live=False))
        made.save_revision()
        made.save_revision()
    return made


def drafts(page: StandardPage, number: int) -> list[int]:
    """That many versions of the morning, in the order in which they were stored."""
    made = []
    for minute in range(number):
        with time_machine.travel(THEN + dt.timedelta(minutes=minute), tick=False):
            made.append(page.save_revision().pk)
    return made


def left() -> set[int]:
    """What is left on the day after the last one on which each was kept."""
    with time_machine.travel(LATER, tick=False):
        thin_versions()
    return set(Revision.objects.values_list("pk", flat=True))


def test_the_last_of_each_day_is_left(page: StandardPage) -> None:
    of_the_day_before = [*page.revisions.order_by("pk").values_list("pk", flat=True)]
    versions = drafts(page, 3)
    kept = left()
    assert kept & {*of_the_day_before, *versions} == {of_the_day_before[-1], versions[-1]}


def test_for_three_months_each_is_left(page: StandardPage) -> None:
    versions = drafts(page, 3)
    with time_machine.travel(LATER - dt.timedelta(days=2), tick=False):
        thin_versions()
    assert {*versions} <= set(Revision.objects.values_list("pk", flat=True))


def published(version: Revision) -> None:
    version.publish()


def published_without_a_line_in_the_log(version: Revision) -> None:
    version.publish(log_action=False)


def published_and_taken_back(version: Revision) -> None:
    version.publish()
    Page.objects.get(pk=version.object_id).specific.unpublish()


def scheduled(version: Revision) -> None:
    Revision.objects.filter(pk=version.pk).update(approved_go_live_at=LATER + dt.timedelta(days=9))


def went_through_a_workflow(version: Revision) -> None:
    Workflow.objects.get().start(version.as_object(), User.objects.create(username="ada"))
    TaskState.objects.update(revision=version)


def of_a_type_that_is_not_there(version: Revision) -> None:
    gone = ContentType.objects.create(app_label="nobody", model="nothing")
    Revision.objects.filter(pk=version.pk).update(content_type=gone)


@pytest.mark.parametrize(
    "wanted",
    [
        published,
        published_without_a_line_in_the_log,
        published_and_taken_back,
        scheduled,
        went_through_a_workflow,
        of_a_type_that_is_not_there,
    ],
)
def test_what_somebody_cites_or_waits_for_is_left(page: StandardPage, wanted: Callable[[Revision], None]) -> None:
    first, second, _third = drafts(page, 3)
    with time_machine.travel(THEN + dt.timedelta(minutes=30), tick=False):
        wanted(Revision.objects.get(pk=first))
    kept = left()
    assert first in kept
    assert second not in kept


def test_drafts_of_people_too(home: HomePage) -> None:
    with time_machine.travel(THEN, tick=False):
        person = Person.objects.create(given_name="Ada", family_name="Lovelace")
        person.save_revision().publish()
        versions = [person.save_revision().pk for _number in range(3)]
    kept = left()
    assert kept & {*versions} == {versions[-1]}
    assert Person.objects.get(pk=person.pk).live_revision_id in kept


def test_the_worker_does_it_once_a_day(page: StandardPage) -> None:
    first, *_rest = drafts(page, 2)
    with time_machine.travel(LATER, tick=False):
        run_jobs()
    assert not Revision.objects.filter(pk=first).exists()
