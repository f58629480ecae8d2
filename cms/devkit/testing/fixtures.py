"""Fixtures for tests of plugins: name this module in `pytest_plugins`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

DATABASE = {"db", "transactional_db", "live_server"}


@pytest.fixture
def site(db: None) -> Any:
    """The default site with its front page, lists and groups, as a new installation has them."""
    from django.apps import apps
    from django.conf import settings

    from cms.content.initial_site import ensure_initial_site

    ensure_initial_site(settings.BASE_URL)
    return apps.get_model("wagtailcore", "Site")._default_manager.get(is_default_site=True)


@pytest.fixture
def enabled(site: Any) -> Callable[[str], None]:
    """Enables a plugin for the default site; skips the test if the installation leaves the plugin out on purpose."""
    from django.conf import settings

    from cms.extend.activation import enable

    def switch_on(slug: str) -> None:
        if any(slug == left.name for left in settings.PLUGINS.left if left.wanted):
            pytest.skip(f"{slug} is left out on purpose")
        enable(slug, site.pk)

    return switch_on


@pytest.fixture
def editor(site: Any) -> Any:
    """The browser of somebody who edits and publishes, with a German interface; its user is `editor.user`."""
    from django.apps import apps
    from django.contrib.auth.models import Group, User
    from django.test import Client

    user = User.objects.create_user("redakteurin", first_name="Ada")
    user.groups.add(Group.objects.get(name="Redaktion"))
    apps.get_model("wagtailusers", "UserProfile")._default_manager.create(user=user, preferred_language="de")
    client: Any = Client()
    client.force_login(user)
    client.user = user
    return client


@pytest.fixture
def partner_client(site: Any) -> Any:
    """Asks the delivery API as a partner does: `partner_client("events?limit=1")` gives the JSON, or fails with the problem."""
    from django.test import Client

    from cms.public.api_address import PREFIX

    client = Client()

    def get(path: str, *, status: int = 200) -> Any:
        answer = client.get(f"{PREFIX}{path}")
        assert answer.status_code == status, answer.content.decode()
        return answer.json()

    return get


@pytest.fixture(autouse=True)
def plugins_as_installed(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """What one test decides or breaks about plugins is unknown to the next; tests without a database know of nothing."""
    from cms.extend import activation_cache, guard

    activation_cache.forget()
    guard._failures.clear()  # noqa: SLF001 - it belongs to the same room
    if not (request.node.get_closest_marker("django_db") or DATABASE & set(request.fixturenames)):
        monkeypatch.setattr(activation_cache, "_read", activation_cache.Cached)
    yield
    activation_cache.forget()
