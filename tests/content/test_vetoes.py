"""What a plugin wants to keep is not deleted, whichever way; a plugin that cannot be asked has refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction
from wagtail.models import Page, PageLogEntry, Site

from cms.content import vetoes
from cms.content.initial_site import ensure_initial_site
from cms.content.models import City, HomePage, StandardPage
from cms.content.vetoes import Vetoed
from cms.extend import BeforeDelete, activation_cache, registry
from cms.extend.models import Activation
from cms.extend.points import Contributions
from cms.extend.registry import Registry

pytestmark = pytest.mark.django_db

Refuse = Callable[[Callable[[Any], Any]], None]


@pytest.fixture
def home() -> HomePage:
    return ensure_initial_site("http://testserver")


@pytest.fixture
def refuse(home: HomePage, monkeypatch: pytest.MonkeyPatch) -> Refuse:
    """Lets a plugin that is enabled for the site be asked about pages and cities."""
    Activation.objects.create(plugin="wächter", site=home.get_site().pk, enabled=True)
    activation_cache.forget()

    def refuse(veto: Callable[[Any], Any]) -> None:
        given = BeforeDelete(plugin="wächter", name="halt", types=("page", "city"), veto=veto)
        known = Registry({**registry().contributions, "wächter": Contributions(before_delete=(given,))})
        monkeypatch.setattr(vetoes, "registry", lambda: known)

    return refuse


@pytest.fixture
def below(home: HomePage) -> tuple[StandardPage, StandardPage]:
    """A page, and the page “Satzung” below it."""
    above = home.add_child(instance=StandardPage(title="Verein"))
    return above, above.add_child(instance=StandardPage(title="Satzung"))


def only_statutes(thing: Any) -> str:
    return "die Satzung gilt noch." if str(thing) == "Satzung" else ""


def test_a_page_is_kept_with_the_reason(refuse: Refuse, below: Any) -> None:
    refuse(only_statutes)
    _above, statutes = below
    with pytest.raises(Vetoed, match=r"Satzung.*die Satzung gilt noch"):
        statutes.delete()
    assert StandardPage.objects.filter(pk=statutes.pk).exists()


def test_a_page_is_kept_with_all_above_it(refuse: Refuse, below: Any) -> None:
    refuse(only_statutes)
    above, statutes = below
    with pytest.raises(Vetoed):
        above.delete()
    with pytest.raises(Vetoed), transaction.atomic():
        Page.objects.filter(pk=above.pk).delete()
    with pytest.raises(Vetoed), transaction.atomic():
        Page.objects.get(pk=above.pk).delete()
    assert StandardPage.objects.filter(pk__in=[above.pk, statutes.pk]).count() == 2


def test_the_attempt_leaves_no_trace_in_the_history(refuse: Refuse, below: Any) -> None:
    refuse(only_statutes)
    with pytest.raises(Vetoed):
        below[0].delete()
    assert not PageLogEntry.objects.filter(action="wagtail.delete", page_id__in=[page.pk for page in below]).exists()


def test_all_vetoes_against_a_part_of_the_tree_are_known_beforehand(refuse: Refuse, below: Any) -> None:
    refuse(only_statutes)
    above, statutes = below
    assert list(vetoes.vetoes_against([above])) == [(statutes, "die Satzung gilt noch.")]


def test_what_nobody_refuses_goes(refuse: Refuse, below: Any) -> None:
    refuse(lambda thing: "")
    below[0].delete()
    assert not StandardPage.objects.filter(title__in=["Verein", "Satzung"]).exists()


def test_records_are_kept_one_by_one_and_many_at_once(refuse: Refuse) -> None:
    refuse(lambda city: "sie steht im Stadtplan." if city.name == "Halle" else None)
    halle = City.objects.create(name="Halle", ags="15002000")
    City.objects.create(name="Kiel", ags="01002000")
    with pytest.raises(Vetoed), transaction.atomic():
        halle.delete()
    with pytest.raises(Vetoed), transaction.atomic():
        City.objects.all().delete()
    assert City.objects.count() == 2
    City.objects.get(name="Kiel").delete()
    assert City.objects.count() == 1


def test_a_veto_that_fails_refuses(refuse: Refuse, below: Any, caplog: pytest.LogCaptureFixture) -> None:
    def broken(thing: Any) -> str:
        raise ConnectionError("das Archiv antwortet nicht")

    refuse(broken)
    with pytest.raises(Vetoed) as caught:
        below[1].delete()
    assert "wächter" in str(caught.value)
    assert "Archiv" not in str(caught.value)
    assert "das Archiv antwortet nicht" in caplog.text
    assert StandardPage.objects.filter(pk=below[1].pk).exists()


def test_a_plugin_that_is_disabled_for_the_site_is_not_asked(refuse: Refuse, below: Any) -> None:
    refuse(only_statutes)
    Activation.objects.update(enabled=False)
    activation_cache.forget()
    below[1].delete()
    assert not StandardPage.objects.filter(pk=below[1].pk).exists()


def test_what_is_nobodys_business_is_deleted_without_asking(refuse: Refuse) -> None:
    def never(thing: Any) -> str:
        raise AssertionError(thing)

    refuse(never)
    Site.objects.create(hostname="kiel.example", root_page=Page.get_first_root_node()).delete()
