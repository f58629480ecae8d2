"""What Wagtail hooks must give, by name, and what Wagtail can go on with where one fails."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.forms import Media
from django.http.response import HttpResponseBase
from django.template.loader import get_template
from wagtail.admin.action_menu import ActionMenuItem as PageAction
from wagtail.admin.menu import MenuItem
from wagtail.admin.search import SearchArea
from wagtail.admin.telepath import JSContext
from wagtail.admin.ui.components import Component
from wagtail.admin.widgets import Button
from wagtail.images.wagtail_hooks import register_image_operations
from wagtail.snippets.action_menu import ActionMenuItem as SnippetAction

Guarding = Callable[..., Callable[..., Any]]
"""Puts a step of what a hook gave under the hook's own guard."""


class Given(NamedTuple):
    """What a hook was called with, and what its lists held before it was."""

    values: tuple[Any, ...]
    before: tuple[tuple[list[Any], list[Any]], ...] = ()

    @classmethod
    def to(cls, args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> Given:
        """What is given with these arguments."""
        values = (*args, *kwargs.values())
        return cls(values, tuple((each, list(each)) for each in values if isinstance(each, list)))

    def restore(self) -> None:
        """Gives the lists what they held."""
        for each, before in self.before:
            each[:] = before

    @property
    def first(self) -> Any:
        """The first of it."""
        return self.values[0] if self.values else None

    @property
    def queryset(self) -> Any:
        """The things that it may narrow."""
        return next((each for each in self.values if isinstance(each, QuerySet)), self.first)


def as_given(guarding: Guarding, result: Any, given: Given) -> Any:
    """Whatever the hook gives."""
    return result


def nothing(given: Given) -> None:
    """None."""


@dataclass(frozen=True)
class Kind:
    """A kind of hooks: how its result is finished under guard, what stands in for it, and whether it waits for its plugin to be enabled."""

    finish: Callable[[Guarding, Any, Given], Any] = as_given
    instead: Callable[[Given], Any] = nothing
    waits: bool = False


class WrongResult(TypeError):
    """A hook gave something else than Wagtail asks for."""

    def __init__(self, wanted: str, result: Any) -> None:
        super().__init__(f"expected {wanted}, but it gave {type(result).__name__}")


def a(*kinds: type, or_none: bool = False) -> Callable[[Guarding, Any, Given], Any]:
    """Something of one of these kinds."""

    def finish(guarding: Guarding, result: Any, given: Given) -> Any:
        if (or_none and result is None) or isinstance(result, kinds):
            return result
        raise WrongResult(" or ".join(kind.__name__ for kind in kinds), result)

    return finish


def a_response(guarding: Guarding, result: Any, given: Given) -> Any:
    """An answer, or nothing."""
    if result is not None and not isinstance(result, HttpResponseBase):
        raise WrongResult("an HttpResponse or None", result)
    return result


def several(*kinds: type) -> Callable[[Guarding, Any, Given], Any]:
    """A list of things of these kinds."""

    def finish(guarding: Guarding, result: Any, given: Given) -> Any:
        if isinstance(result, str | bytes) or not isinstance(result, Iterable):
            raise WrongResult("a list", result)
        found = list(result)
        for each in found:
            if not isinstance(each, kinds):
                raise WrongResult(f"a list of {kinds[0].__name__}", each)
        return found

    return finish


def operations(guarding: Guarding, result: Any, given: Given) -> Any:
    """Operations on images, none of which is Wagtail's own: all pictures are made by those."""
    found = several(tuple, list)(guarding, result, given)
    if taken := dict(register_image_operations()).keys() & dict(found).keys():
        raise ValueError(f"these operations are Wagtail's: {', '.join(sorted(taken))}")
    return found


def careful(guarding: Guarding, item: Any, **steps: Any) -> Any:
    """The thing, whose methods fail for itself alone; each is named with what stands in for its result."""
    str(getattr(item, "media", ""))
    for name, fallback in steps.items():
        if hasattr(item, name):
            vars(item)[name] = guarding(name, getattr(item, name), fallback)
    return item


def an_entry(guarding: Guarding, result: Any, given: Given) -> Any:
    """The entry of a menu; where it cannot be shown it is not."""
    if not isinstance(result, MenuItem):
        raise WrongResult("a MenuItem", result)
    is_shown, render = result.is_shown, result.render_component
    int(result.order)

    def can_be_shown(request: Any) -> bool:
        return bool(is_shown(request)) and bool(JSContext().pack(render(request)))

    result.is_shown = can_be_shown
    return careful(guarding, result, is_shown=False)


class Hidden(MenuItem):
    """Stands where the entry of a plugin would be."""

    def is_shown(self, request: Any) -> bool:
        """False."""
        return False


def hidden(given: Given) -> MenuItem:
    """An entry that nobody sees."""
    return Hidden("", "", name="hidden")


def a_search_area(guarding: Guarding, result: Any, given: Given) -> Any:
    """A kind of things to search for."""
    if not isinstance(result, SearchArea):
        raise WrongResult("a SearchArea", result)
    return careful(guarding, result, is_shown=False, is_active=False, render_html="")


class HiddenArea(SearchArea):
    """Stands where the area of a plugin would be."""

    def is_shown(self, request: Any) -> bool:
        """False."""
        return False


def changed(*kinds: type, **steps: Any) -> Callable[[Guarding, Any, Given], Any]:
    """Nothing: the hook changes lists. What it put in is of one of these kinds, and its methods fail for itself alone."""

    def done(guarding: Guarding, result: Any, given: Given) -> None:
        for each, before in given.before:
            for item in each:
                if any(item is known for known in before):
                    continue
                if kinds and not isinstance(item, kinds):
                    raise WrongResult(" or ".join(kind.__name__ for kind in kinds), item)
                careful(guarding, item, **steps)
                if isinstance(item, MenuItem):
                    # Wagtail renders it, whatever it says of whether it is shown.
                    JSContext().pack(item.render_component(given.first))

    return done


def buttons(guarding: Guarding, result: Any, given: Given) -> list[Any]:
    """Buttons, or entries that become some."""
    found: list[Any] = several(Button, MenuItem)(guarding, result, given)
    for each in found:
        bool(getattr(each, "show", True)), int(getattr(each, "priority", 0))
        careful(guarding, each, render_html="", is_shown=False)
    return found


def an_action(kind: type) -> Callable[[Guarding, Any, Given], Any]:
    """An entry beside the button that saves, or nothing."""

    def finish(guarding: Guarding, result: Any, given: Given) -> Any:
        if result is None or isinstance(result, kind):
            return result and careful(guarding, result, is_shown=False, render_html="")
        raise WrongResult(kind.__name__, result)

    return finish


def usable_icons(guarding: Guarding, result: Any, given: Given) -> list[str]:
    """Templates of icons; those that there are not would take all icons away."""
    found: list[str] = several(str)(guarding, result, given)
    for each in set(found) - set(given.first or ()):
        get_template(each)
    return found


def a_wrapper(guarding: Guarding, result: Any, given: Given) -> Any:
    """A function that serves pages; where it fails, pages are served as if it were not there."""
    if not callable(result):
        raise WrongResult("a function", result)
    missing = object()
    serve = guarding("serve", result, missing)

    def served(*args: Any, **kwargs: Any) -> Any:
        answer = serve(*args, **kwargs)
        return given.first(*args, **kwargs) if answer is missing else answer

    return served


class NoPanel:
    """Stands where a plugin's part of the form of groups would be."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.media = Media()

    def is_valid(self) -> bool:
        """True."""
        return True

    def save(self) -> None:
        """Stores nothing."""

    def as_admin_panel(self) -> str:
        """Nothing."""
        return ""


ENTRY = Kind(an_entry, hidden)
BUTTONS = Kind(buttons, lambda given: [], waits=True)
QUERYSET = Kind(a(QuerySet), lambda given: given.queryset, waits=True)
LISTS = Kind(waits=True)
TEXT = Kind(a(str), lambda given: "", waits=True)
STEP = Kind(a_response, waits=True)
MENUS = ("admin", "settings", "reports", "help")
KINDS: Mapping[str, Kind] = {
    **dict.fromkeys((f"register_{menu}_menu_item" for menu in MENUS), ENTRY),
    **dict.fromkeys((f"construct_{menu}_menu" for menu in ("main", *MENUS[1:])), Kind(changed(MenuItem), waits=True)),
    "construct_admin_api": Kind(),
    "construct_homepage_panels": Kind(changed(Component, render_html=""), waits=True),
    "construct_homepage_summary_items": Kind(changed(Component, is_shown=False, render_html=""), waits=True),
    "construct_page_action_menu": Kind(changed(PageAction, render_html=""), waits=True),
    "construct_page_listing_buttons": Kind(changed(Button, render_html=""), waits=True),
    "construct_search_area": Kind(changed(SearchArea, render_html=""), waits=True),
    "construct_snippet_action_menu": Kind(changed(SnippetAction, render_html=""), waits=True),
    "construct_snippet_listing_buttons": Kind(changed(Button, render_html=""), waits=True),
    "construct_translated_pages_to_cascade_actions": Kind(a(Mapping, or_none=True), waits=True),
    "construct_wagtail_userbar": Kind(changed(render="", render_html=""), waits=True),
    "describe_collection_contents": Kind(a(dict, or_none=True), waits=True),
    "filter_form_submissions_for_user": QUERYSET,
    "get_avatar_url": Kind(a(str, or_none=True), waits=True),
    "on_serve_page": Kind(a_wrapper, lambda given: given.first),
    "register_account_menu_item": Kind(a(dict, or_none=True)),
    "register_admin_search_area": Kind(a_search_area, lambda given: HiddenArea("", "", name="hidden")),
    "register_admin_urls": Kind(several(object), lambda given: []),
    "register_admin_viewset": Kind(a(object), lambda given: []),
    "register_group_permission_panel": Kind(a(type), lambda given: NoPanel),
    "register_icons": Kind(usable_icons, lambda given: given.first),
    "register_image_operations": Kind(operations, lambda given: []),
    "register_page_action_menu_item": Kind(an_action(PageAction)),
    "register_permissions": Kind(a(QuerySet), lambda given: Permission.objects.none()),
    "register_snippet_action_menu_item": Kind(an_action(SnippetAction)),
}
AT_ONCE = frozenset(
    {
        *(f"register_{menu}_menu_item" for menu in MENUS),
        *("register_admin_search_area", "register_permissions", "register_group_permission_panel"),
        *("register_log_actions", "register_actions", "register_rich_text_features"),
        *("register_page_action_menu_item", "register_snippet_action_menu_item"),
    }
)
"""Asked once in the life of a process, so that the first failure counts."""


def kind_of(name: str) -> Kind:
    """What hooks of this name must give."""
    if name in KINDS:
        return KINDS[name]
    if name.startswith("insert_"):
        return TEXT
    if name.startswith("construct_"):
        return QUERYSET if name.endswith("_queryset") else LISTS
    if name.startswith("register_"):
        return BUTTONS if name.endswith("_buttons") else Kind()
    return STEP if name.startswith(("before_", "after_")) else Kind()


def must_refuse(name: str, given: Given) -> bool:
    """Whether a hook that fails has thereby refused: what is deleted does not come back."""
    return name.startswith("before_delete_") or (name == "before_bulk_action" and "delete" in given.values)
