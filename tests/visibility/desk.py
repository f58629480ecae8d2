"""Every address of the desk, asked by people who may enter it and may not see what is hidden."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.models import Group, Permission, User
from django.test import Client
from django.urls import URLPattern, get_resolver
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Revision

from cms.content import models
from tests.visibility.archive import Case
from tests.visibility.surfaces import Sightings, body_of

LOOKED_INTO = ("never published", "login", "plugin missing", "consent withdrawn", "collection: groups", "erased")
"""States whose things somebody at the desk asks for by their numbers, one of each kind; others differ in their lists alone."""

KINDS_WITH_VIEWS = ("page", "event", "city", "place", "topic", "programme", "series", "person", "image", "document")
"""Kinds that have views of their own at the desk."""

LEFT_OUT = ("logout", "failwhale", "test404", "login", "password_reset", "einmal", "sprite", "jsi18n")
"""Addresses that end the session, fail on purpose, or have nothing to do with content."""

PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>|\(\?P<(\w+)>[^()]*(?:\([^()]*\))?[^()]*\)")

QUESTIONS = ("", "?q=Leuchtturm", "?q=Leuchtstadt", "?q=Petra&p=1", "?p=2")


def guest() -> User:
    """Somebody who may enter the desk, and nothing else."""
    return _someone("gast", Group.objects.create(name="Gäste"))


def section_editor() -> User:
    """Somebody who writes and publishes in a part of the site and a collection of their own, in which nothing is hidden."""
    group = Group.objects.create(name="Werkstatt")
    own = models.StandardPage(title="Werkstatt", slug="werkstatt")
    models.HomePage.objects.order_by("path").first().add_child(instance=own)
    own.save_revision().publish()
    for right in ("add", "change", "publish", "lock", "unlock"):
        permission = Permission.objects.get(content_type__app_label="wagtailcore", codename=f"{right}_page")
        GroupPagePermission.objects.create(group=group, page=own, permission=permission)
    collection = Collection.get_first_root_node().add_child(name="Werkstatt")
    for name in ("add_creditedimage", "change_creditedimage", "add_document", "change_document"):
        permission = Permission.objects.filter(codename=name).first()
        GroupCollectionPermission.objects.create(group=group, collection=collection, permission=permission)
    return _someone("werkstatt", group)


def _someone(name: str, group: Group) -> User:
    user = User.objects.create_user(name)
    group.permissions.add(Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin"))
    user.groups.add(group)
    return user


def look_around_desk(cases: list[Case]) -> Sightings:
    """What the desk shows to both of them, at whichever address."""
    seen = Sightings()
    for user in (guest(), section_editor()):
        client = Client(raise_request_exception=False)
        client.force_login(user)
        for surface, address in _addresses(cases):
            _ask(seen, client, f"{user} at {surface}", address)
    return seen


def _ask(seen: Sightings, client: Client, surface: str, address: str) -> None:
    response = client.get(address, headers={"X-Requested-With": "XMLHttpRequest"})
    assert response.status_code < 500, f"{surface}: {address}"
    seen.read(surface, f"{body_of(response)} {dict(response.headers)}", without=[address])


def _addresses(cases: list[Case]) -> Iterator[tuple[str, str]]:
    """Surface and address of all that can be asked: lists by several questions, the others for one thing of each kind."""
    patterns = [route for route in _routes(get_resolver().url_patterns, "/") if _is_looked_at(route)]
    all_known = [_known(case) for case in cases]
    things = [known for case, known in zip(cases, all_known, strict=True) if _is_looked_into(case)]
    for route in patterns:
        if not PARAMETER.search(route):
            for question in (*QUESTIONS, _all_of(route, all_known)):
                yield route, _plain(route) + question
    for known in things:
        for route in patterns:
            if address := _filled(route, known):
                yield route, address
    # What was refused is told on the next page.
    yield "message", "/admin/"


def _routes(patterns: Iterable[Any], before: str) -> Iterator[str]:
    for pattern in patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield route
        else:
            yield from _routes(pattern.url_patterns, route)


def _is_looked_at(route: str) -> bool:
    return route.startswith("/admin/") and ".*" not in route and not any(name in route for name in LEFT_OUT)


def _is_looked_into(case: Case) -> bool:
    return case.state.name in LOOKED_INTO and case.kind.name in KINDS_WITH_VIEWS


def _all_of(route: str, all_known: list[Mapping[str, Any]]) -> str:
    """Asks for all things at once, where several may be chosen by their numbers."""
    if "chosen-multiple" not in route:
        return "?"
    keys = [known["pk"] for known in all_known if _belongs(route, known)]
    return "?" + urlencode({"id": keys}, doseq=True)


def _known(case: Case) -> Mapping[str, Any]:
    """What the parameters of addresses mean for the thing."""
    thing, meta = case.thing, type(case.thing)._meta
    known: dict[str, Any] = {
        "app_label": meta.app_label,
        "app_name": meta.app_label,
        "content_type_app_name": meta.app_label,
        "model_name": meta.model_name,
        "content_type_model_name": meta.model_name,
        "filter_spec": "max-165x165",
        "revision_id_a": "earliest",
        "revision_id_b": "latest",
        "kind": case.kind.name,
        "pk": thing.pk,
        "object_id": thing.pk,
        "collection_id": getattr(thing, "collection_id", None),
    }
    if case.kind.is_page:
        home = models.HomePage.objects.order_by("path").first()
        known |= dict.fromkeys(("page_id", "parent_page_id", "page_to_move_id", "page_pk"), thing.pk)
        known |= {"destination_id": home.pk}
    elif case.kind.is_file:
        known |= dict.fromkeys(
            (f"{case.kind.name}_id", "doc_id" if case.kind.name == "document" else "image_id"), thing.pk
        )
    if revision := Revision.objects.filter(object_id=str(thing.pk), content_type__model=meta.model_name).last():
        known["revision_id"] = revision.pk
    return known


def _belongs(route: str, known: Mapping[str, Any]) -> bool:
    """Whether the number in the address is one of a thing of this kind."""
    kind = known["kind"]
    if kind in ("image", "document"):
        return f"/{kind}s/" in route
    if "page_id" in known:
        return "pages/" in route or "/choose-page/" in route
    return f"/{known['model_name']}/" in route


def _filled(route: str, known: Mapping[str, Any]) -> str:
    """The address for the thing; "" if the route is about something else."""
    names = [next(filter(None, match.groups())) for match in PARAMETER.finditer(route)]
    if not names or not all(known.get(name) for name in names) or ("pk" in names and not _belongs(route, known)):
        return ""
    return _plain(PARAMETER.sub(lambda match: str(known[next(filter(None, match.groups()))]), route))


def _plain(route: str) -> str:
    return re.sub(r"[\^$\\]", "", route)


__all__ = ["look_around_desk"]
