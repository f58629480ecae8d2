"""Every use of an image, wherever it stands, says what it shows or that it decorates, and names author and licence (V10)."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models as db
from django.utils import timezone
from wagtail.images.blocks import ImageChooserBlock
from wagtail.images.models import AbstractImage, AbstractRendition
from wagtail.images.tests.utils import get_test_image_file

from blocks.checks import bare_images, composed_fields
from blocks.durable import DurableStructBlock
from cms.content import models
from cms.content.checks import check_image_fields
from cms.content.image_uses import image_fields
from cms.content.validation import Validated
from cms.extend import registry
from tests.content.making import published

YESTERDAY = timezone.localdate() - dt.timedelta(days=1)

USES = [
    (model, field.name)
    for model in apps.get_models()
    if not issubclass(model, AbstractRendition)
    for field in model._meta.get_fields()
    if isinstance(field, db.ForeignKey | db.ManyToManyField)
    and isinstance(field.related_model, type)
    and issubclass(field.related_model, AbstractImage)
]


@pytest.fixture
def image(db: None) -> models.CreditedImage:
    return models.CreditedImage.objects.create(
        title="IMG_4711", file=get_test_image_file(), credit="Foto: Jana Beispiel", licence="CC BY 4.0"
    )


def faults(owner: Any, *, draft: bool = False) -> dict[str, Any]:
    """What the owner's rules say, by field."""
    if isinstance(owner, Validated):
        return dict(owner.validation_errors(draft=draft))
    try:
        owner.clean()
    except ValidationError as error:
        return dict(error.message_dict)
    return {}


def test_there_are_uses_to_judge() -> None:
    names = {f"{model.__name__}.{name}" for model, name in USES}
    assert {"EventPage.hero_image", "NewsPage.hero_image", "PartnerPage.logo", "Person.portrait"} <= names


def test_no_model_shows_an_image_without_asking_for_its_text() -> None:
    assert check_image_fields() == []
    # A list of images (many to many) would have no place for the text of each.
    assert all(name in {field.name for field in image_fields(model)} for model, name in USES)


@pytest.mark.parametrize(("model", "name"), USES)
@pytest.mark.parametrize(
    ("of_image", "of_use", "at_fault"),
    [
        ({}, {}, "_alt"),
        ({}, {"_alt": "  "}, "_alt"),
        ({}, {"_alt": "Ein Saal", "_decorative": True}, "_decorative"),
        ({"credit": ""}, {"_alt": "Ein Saal"}, ""),
        ({"licence": ""}, {"_decorative": True}, ""),
        ({"rights_until": YESTERDAY}, {"_alt": "Ein Saal"}, ""),
        ({"description": "Ein Saal"}, {}, "_alt"),
        ({}, {"_alt": "Ein Saal"}, None),
        ({}, {"_decorative": True}, None),
    ],
)
def test_the_rule_holds_for_every_field(
    model: Any,
    name: str,
    of_image: dict[str, Any],
    of_use: dict[str, Any],
    at_fault: str | None,
    image: models.CreditedImage,
) -> None:
    for field, value in of_image.items():
        setattr(image, field, value)
    if getattr(model, f"{name}_decorative", None) is True:
        # Its text always stands beside it, so that nobody is asked for another.
        of_use, at_fault = {}, "" if at_fault == "" else None
    owner = model(**{name: image}, **{name + part: value for part, value in of_use.items()})
    about_the_image = {field for field in faults(owner) if field.startswith(name)}
    assert about_the_image == (set() if at_fault is None else {name + at_fault})


@pytest.mark.parametrize(("model", "name"), [use for use in USES if issubclass(use[0], Validated)])
def test_a_draft_may_lack_all_of_it_but_not_contradict_itself(
    model: Any, name: str, image: models.CreditedImage
) -> None:
    image.credit = image.licence = ""
    image.rights_until = YESTERDAY
    owner = model(**{name: image})
    assert [field for field in faults(owner, draft=True) if field.startswith(name)] == []
    owner = model(**{name: image, f"{name}_alt": "Ein Saal", f"{name}_decorative": True})
    assert [field for field in faults(owner, draft=True) if field.startswith(name)] == [f"{name}_decorative"]


def test_every_block_that_chooses_an_image_asks_for_its_text() -> None:
    fields = composed_fields(apps.get_app_configs())
    assert fields
    assert [path for field in fields for path in bare_images(field.stream_block, path=field.name)] == []


def test_a_block_that_does_not_ask_is_named() -> None:
    class Poster(DurableStructBlock):
        picture = ImageChooserBlock()

    assert list(bare_images(Poster(), path="body.poster")) == ["body.poster.picture"]


def block(image: models.CreditedImage, **values: Any) -> dict[str, Any]:
    return {"type": "image", "id": "1" * 8, "value": {"image": image.pk, **values}}


@pytest.mark.parametrize("inside", ["image", "gallery"])
def test_no_code_publishes_a_block_that_lacks_it(
    inside: str, home: models.HomePage, image: models.CreditedImage
) -> None:
    given = block(image)
    if inside == "gallery":
        given = {"type": "gallery", "id": "2" * 8, "value": {"title": "", "images": [given["value"]]}}
    page = models.NewsPage(title="Fest", body=json.dumps([given]), live=False)
    models.NewsIndexPage.objects.get().add_child(instance=page)
    with pytest.raises(ValidationError) as refusal:
        page.save_revision(clean=False).publish()
    assert set(refusal.value.message_dict) == {"body"}
    assert not models.NewsPage.objects.get(pk=page.pk).live


def test_documents_carry_the_text_of_the_use_and_never_the_title_of_the_upload(
    home: models.HomePage, image: models.CreditedImage
) -> None:
    page = published(
        models.NewsPage(title="Fest", hero_image=image, hero_image_alt="Drei Menschen an einem Tisch"),
        below=models.NewsIndexPage,
    )
    assert shown(page)["hero_image"]["alt"] == "Drei Menschen an einem Tisch"
    models.NewsPage.objects.filter(pk=page.pk).update(hero_image_alt="")
    assert shown(models.NewsPage.objects.get(pk=page.pk))["hero_image"]["alt"] is None
    page.hero_image_decorative = True
    assert shown(page)["hero_image"]["decorative"]


def shown(page: Any) -> Any:
    public = registry().type_of(type(page))
    assert public is not None
    return public.document(page).model_dump(mode="json")
