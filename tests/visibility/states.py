"""Every way in which a thing is not public, or is so no more: each is what somebody does, or what the clock brings."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from wagtail.models import Collection, CollectionViewRestriction, DraftStateMixin, Page, PageViewRestriction

from cms.content import models
from cms.dormant.park import park
from cms.erasing.erase import erase
from tests.visibility.things import Kind

YESTERDAY = dt.timedelta(days=1)


def nothing(thing: Any) -> None:
    """Nothing happens: the thing is public, and stays so."""


def unpublished(thing: Any) -> None:
    """Somebody takes it back."""
    thing.unpublish()


def expired(thing: Any) -> None:
    """Its end has come, and the worker is still to see it."""
    type(thing).objects.filter(pk=thing.pk).update(expire_at=timezone.now() - YESTERDAY)


def closed(kind: str) -> Callable[[Any], None]:
    """Only some people may see it."""

    def close(thing: Any) -> None:
        restrict(thing, kind)

    return close


def closed_above(thing: Any) -> None:
    """What stands above it is for some people only."""
    above = models.StandardPage(title=f"Bereich {thing.pk}", slug=f"bereich-{thing.pk}")
    models.HomePage.objects.first().add_child(instance=above)
    above.save_revision().publish()
    thing.move(above, pos="last-child")
    restrict(Page.objects.get(pk=above.pk), "login")


def moved_below_closed(thing: Any) -> None:
    """It moves below something that is for some people only."""
    above = models.StandardPage(title=f"Kammer {thing.pk}", slug=f"kammer-{thing.pk}")
    models.HomePage.objects.first().add_child(instance=above)
    restrict(above, "password")
    thing.move(above, pos="last-child")


def moved_out(thing: Any) -> None:
    """It moves out of the site."""
    thing.move(Page.get_first_root_node(), pos="last-child")


def plugin_missing(thing: Any) -> None:
    """Its plugin is taken away, and `migrate` puts its pages aside."""
    gone, _ = ContentType.objects.get_or_create(app_label="gone", model=f"page{thing.pk}")
    Page.objects.filter(pk=thing.pk).update(content_type=gone)
    park()


def alias_of_unpublished(thing: Any) -> None:
    """It stands at two addresses, and is taken back."""
    alias(thing).unpublish()


def alias_of_closed(thing: Any) -> None:
    """It stands at two addresses, and is closed at one of them."""
    restrict(alias(thing), "login")


def alias_of_closed_above(thing: Any) -> None:
    """It stands at two addresses, of which one lies below something closed."""
    closed_above(alias(thing))


def alias(thing: Any) -> Any:
    """The thing, which has an alias below the front page."""
    below = models.HomePage.objects.first()
    thing.create_alias(parent=below, update_slug=f"{thing.slug}-2")
    return type(thing).objects.get(pk=thing.pk)


def deleted(thing: Any) -> None:
    """Somebody deletes it."""
    thing.delete()


def erased(thing: models.Person) -> None:
    """The person is erased, once and for all."""
    assert erase(thing)


def consent_withdrawn(thing: models.Person) -> None:
    """The person wants no public profile any more."""
    thing.public_profile = False
    thing.save()


def consent_ended(thing: models.Person) -> None:
    """The last day of the consent has passed, and the worker is still to see it."""
    models.Person.objects.filter(pk=thing.pk).update(consent_until=timezone.localdate() - YESTERDAY)


def rights_ended(thing: Any) -> None:
    """The last day on which it may be shown has passed, and the worker is still to see it."""
    type(thing).objects.filter(pk=thing.pk).update(rights_until=timezone.localdate() - YESTERDAY)


def collection_closed(kind: str) -> Callable[[Any], None]:
    """Its collection is for some people only."""

    def close(thing: Any) -> None:
        restrict_collection(thing.collection, kind)

    return close


def collection_closed_above(thing: Any) -> None:
    """The collection above its own is closed."""
    above = Collection.get_first_root_node().add_child(name=f"Schrank {thing.pk}")
    own = Collection.objects.get(pk=thing.collection_id)
    own.move(Collection.objects.get(pk=above.pk), pos="sorted-child")
    restrict_collection(Collection.objects.get(pk=above.pk), "login")


def collection_moved(thing: Any) -> None:
    """Its collection moves below a closed one, of which Wagtail tells nobody."""
    above = Collection.get_first_root_node().add_child(name=f"Tresor {thing.pk}")
    restrict_collection(above, "login")
    own = Collection.objects.get(pk=thing.collection_id)
    own.move(Collection.objects.get(pk=above.pk), pos="sorted-child")


def put_into_closed(thing: Any) -> None:
    """It is put into a closed collection."""
    above = Collection.get_first_root_node().add_child(name=f"Safe {thing.pk}")
    restrict_collection(above, "groups")
    thing.collection = above
    thing.save()


def restrict(page: Page, kind: str) -> None:
    """Lets only some people see the page and what is below it."""
    made = PageViewRestriction.objects.create(page=page, restriction_type=kind, password="x" * (kind == "password"))
    if kind == "groups":
        made.groups.add(Group.objects.get_or_create(name="Vorstand")[0])


def restrict_collection(collection: Collection, kind: str) -> None:
    """Lets only some people have the files of the collection and of those below it."""
    made = CollectionViewRestriction.objects.create(
        collection=collection, restriction_type=kind, password="x" * (kind == "password")
    )
    if kind == "groups":
        made.groups.add(Group.objects.get_or_create(name="Vorstand")[0])


@dataclass(frozen=True)
class State:
    """A way not to be public.

    `was_public` says that it was before, so that others have read it; then what is withdrawn may be told by its address. `of` says which
    kinds can be in it. `is_named` says that a person in it stands by name at events, `is_final` that it is gone, `is_erased` that nothing of it is kept.
    """

    name: str
    happens: Callable[[Any], None]
    of: Callable[[Kind], bool]
    was_public: bool = True
    fields: dict[str, Any] = field(default_factory=dict)
    is_named: bool = False
    is_final: bool = False
    is_erased: bool = False


def pages(kind: Kind) -> bool:
    """Pages."""
    return kind.is_page


def aliased(kind: Kind) -> bool:
    """Pages of which there may be two; a programme has one page in a city."""
    return kind.is_page and kind.name != "city_programme"


def files(kind: Kind) -> bool:
    """Images and documents."""
    return kind.is_file


def images(kind: Kind) -> bool:
    """Images."""
    return kind.name == "image"


def people(kind: Kind) -> bool:
    """People."""
    return kind.name == "person"


def drafted(kind: Kind) -> bool:
    """Pages, and records that have drafts."""
    model = getattr(models, kind.name.capitalize(), None)
    return kind.is_page or bool(model and issubclass(model, DraftStateMixin))


def everything(kind: Kind) -> bool:
    """All kinds."""
    return True


def not_files(kind: Kind) -> bool:
    """Pages and records."""
    return not kind.is_file


DRAFT = "draft"
SCHEDULED = "scheduled"

STATES = (
    State("never published", nothing, drafted, was_public=False, fields={DRAFT: True}),
    State("scheduled", nothing, drafted, was_public=False, fields={SCHEDULED: True}),
    State("unpublished", unpublished, drafted),
    State("expired by the clock", expired, drafted),
    State("login", closed("login"), pages),
    State("groups", closed("groups"), pages),
    State("password", closed("password"), pages),
    State("below a restricted parent", closed_above, pages),
    State("moved below a restricted parent", moved_below_closed, pages),
    State("moved out", moved_out, pages),
    State("plugin missing", plugin_missing, pages),
    State("alias unpublished", alias_of_unpublished, aliased),
    State("alias closed", alias_of_closed, aliased),
    State("alias below closed", alias_of_closed_above, aliased),
    State("consent withdrawn", consent_withdrawn, people, is_named=True),
    State("consent ended by the clock", consent_ended, people, is_named=True),
    State("erased", erased, people, is_erased=True),
    State("rights ended by the clock", rights_ended, images),
    State("collection: login", collection_closed("login"), files),
    State("collection: password", collection_closed("password"), files),
    State("collection: groups", collection_closed("groups"), files),
    State("collection closed above", collection_closed_above, files),
    State("collection moved", collection_moved, files),
    State("put into a closed collection", put_into_closed, files),
    State("deleted", deleted, everything, is_final=True),
)

PUBLIC = State("public", nothing, everything)
