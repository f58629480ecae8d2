"""People, images and files are shown with all that belongs to them, and only if they may be."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone
from wagtail.blocks import StructBlockValidationError
from wagtail.documents.models import AbstractDocument
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import CollectionViewRestriction, PageViewRestriction

from blocks.contact import ContactBlock
from blocks.document import DocumentBlock
from blocks.gallery import GalleryBlock
from blocks.image import ImageBlock
from blocks.related import RelatedBlock
from blocks.speakers import SpeakersBlock
from cms.content.models import CreditedImage, HomePage, PartnerPage, Person, StandardPage, Topic
from cms.public.streams import stream_document

YESTERDAY = timezone.localdate() - dt.timedelta(days=1)


def of(block: Any, **fields: Any) -> Any:
    return block.to_python(fields)


def refused(value: Any) -> set[str]:
    with pytest.raises(StructBlockValidationError) as error:
        value.block.clean(value)
    return set(error.value.block_errors)


def api(value: Any) -> Any:
    return value.block.get_api_representation(value)


# Images


def test_an_image_says_what_it_shows_here(image: CreditedImage) -> None:
    value = of(ImageBlock(), image=image.pk, alt="Das Podium im Literaturhaus", caption="Mai 2018")
    value.block.clean(value)
    assert (api(value)["alt"], api(value)["credit"]) == ("Das Podium im Literaturhaus", "Foto: Jana Beispiel")
    assert 'alt="Das Podium im Literaturhaus"' in value.block.render(value)


def test_each_use_says_what_the_image_shows_and_old_ones_have_its_description_never_its_title(
    image: CreditedImage,
) -> None:
    value = of(ImageBlock(), image=image.pk)
    assert refused(value) == {"alt"}
    assert api(value)["alt"] == "Ein Podium mit vier Menschen"
    image.description = ""
    image.save()
    value = of(ImageBlock(), image=image.pk)
    assert refused(value) == {"alt"}
    assert api(value)["alt"] is None


def test_described_and_decorative_at_once_is_refused(image: CreditedImage) -> None:
    assert refused(of(ImageBlock(), image=image.pk, alt="Podium", decorative=True)) == {"decorative"}


def test_a_decorative_image_has_no_words(image: CreditedImage) -> None:
    value = of(ImageBlock(), image=image.pk, decorative=True)
    value.block.clean(value)
    assert (api(value)["alt"], api(value)["decorative"]) == (None, True)
    assert 'alt=""' in value.block.render(value)


@pytest.mark.parametrize(
    ("field", "empty", "complaint"),
    [("credit", "", "credit"), ("licence", "", "image"), ("rights_until", YESTERDAY, "image")],
)
def test_credit_licence_and_rights_are_needed_to_publish(
    image: CreditedImage, field: str, empty: Any, complaint: str
) -> None:
    setattr(image, field, empty)
    image.save()
    value = of(ImageBlock(), image=image.pk, alt="Podium")
    assert refused(value) == {complaint}
    value.block.defer_required_validation()
    value.block.clean(value)


def test_a_credit_given_here_is_enough(image: CreditedImage) -> None:
    image.credit = ""
    image.save()
    value = of(ImageBlock(), image=image.pk, alt="Podium", credit="Foto: privat")
    value.block.clean(value)
    assert api(value)["credit"] == "Foto: privat"


def test_once_its_rights_have_ended_it_is_shown_nowhere(
    image: CreditedImage, write_page: Callable[..., StandardPage]
) -> None:
    block = {"type": "image", "value": {"image": image.pk, "alt": "Podium"}, "id": "a"}
    gallery = {"type": "gallery", "value": {"title": "Bilder", "images": [block["value"]]}, "id": "b"}
    page = write_page(block, gallery)
    assert [item.type for item in stream_document(page.body)] == ["image", "gallery"]
    image.rights_until = YESTERDAY
    image.save()
    page = StandardPage.objects.get(pk=page.pk)
    assert stream_document(page.body) == []
    assert "<img" not in page.body.render_as_block()
    assert [text for child in page.body for text in child.block.get_plain_text(child.value)] == []


def test_addresses_of_pictures_are_absolute_and_signed_and_nothing_is_drawn_yet(image: CreditedImage) -> None:
    picture = api(of(ImageBlock(), image=image.pk))
    assert set(picture["srcset"]) == {"avif", "webp", "jpeg"}
    assert [file["width"] for file in picture["sources"]["webp"]] == [400, 800, 1000]
    assert picture["srcset"]["webp"] == ", ".join(
        f"{file['src']} {file['width']}w" for file in picture["sources"]["webp"]
    )
    assert picture["sizes"] == "(min-width: 800px) 800px, 100vw"
    assert picture["src"].startswith("http://testserver/images/")
    assert not image.renditions.exists()


@pytest.mark.parametrize("size", [(1000, 667), (333, 500), (1700, 3)], ids=["wide", "narrow", "flat"])
def test_a_picture_is_as_large_as_the_files_that_are_drawn_of_it(db: None, size: tuple[int, int]) -> None:
    image = CreditedImage.objects.create(
        title="Podium", file=get_test_image_file(size=size), credit="NeMO", licence="CC0"
    )
    picture = api(of(ImageBlock(), image=image.pk))
    for at, file in enumerate(picture["sources"]["jpeg"]):
        drawn = image.get_rendition(f"width-{file['width']}|format-jpeg")
        assert (file["width"], file["height"]) == (drawn.width, drawn.height), at
        if file["src"] == picture["src"]:
            assert (picture["width"], picture["height"]) == (drawn.width, drawn.height)


def test_a_gallery_does_not_make_blocks_while_it_is_read(image: CreditedImage) -> None:
    value = of(GalleryBlock(), images=[{"image": image.pk, "alt": "Podium"}])
    known = len(value.block.definition_registry)
    assert [passage.text for passage in value.block.get_plain_text(value)] == ["Podium"]
    assert len(value.block.definition_registry) == known


# Files


def test_a_file_says_its_type_and_size(document: AbstractDocument) -> None:
    value = of(DocumentBlock(), document_file=document.pk, accessible=True)
    answer = api(value)
    assert (answer["title"], answer["file_extension"], answer["size"]) == ("Programm der Konferenz", "pdf", 17)
    assert "(PDF, " in value.block.render(value)


def test_a_file_for_some_people_only_is_not_given_away(document: AbstractDocument) -> None:
    CollectionViewRestriction.objects.create(
        collection=document.collection, restriction_type=CollectionViewRestriction.LOGIN
    )
    value = of(DocumentBlock(), document_file=document.pk)
    assert api(value) is None
    assert list(value.block.get_plain_text(value)) == []
    assert value.block.render(value).strip() == ""


# People


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("fields", "complaint"),
    [
        ({}, "speaker"),
        ({"name": "Amina Beispiel"}, "role"),
    ],
)
def test_someone_without_a_record_needs_name_and_role(fields: dict[str, str], complaint: str) -> None:
    value = of(SpeakersBlock(), people=[fields])
    with pytest.raises(StructBlockValidationError) as error:
        value.block.clean(value)
    (fault,) = error.value.block_errors["people"].block_errors.values()
    assert set(fault.block_errors) == {complaint}


def test_a_record_and_a_name_at_once_are_refused_even_in_drafts(person: Person) -> None:
    value = of(SpeakersBlock(), people=[{"speaker": person.pk, "name": "Ümit Koşan", "role": "Gast"}])
    value.block.defer_required_validation()
    assert refused(value) == {"people"}


def test_a_portrait_needs_a_public_profile(person: Person, image: CreditedImage) -> None:
    person.portrait, person.portrait_alt = image, "Ümit Koşan am Rednerpult"
    person.save()
    fields = {"people": [{"speaker": person.pk, "kind": "input"}], "portraits": True}
    (shown,) = api(of(SpeakersBlock(), **fields))["people"]
    assert (shown["name"], shown["kind"]["value"]) == ("Dr. Ümit Koşan", "input")
    assert shown["portrait"]["alt"] == "Ümit Koşan am Rednerpult"
    person.public_profile = False
    person.save()
    (shown,) = api(of(SpeakersBlock(), **fields))["people"]
    assert (shown["name"], shown["person"], shown["portrait"]) == ("Dr. Ümit Koşan", None, None)


def test_a_contact_comes_from_the_partners_record(write_partner: Callable[..., PartnerPage]) -> None:
    partner = write_partner(email="info@example.org", phone="0345 1234")
    value = of(ContactBlock(), partner=partner.pk, purpose="Anmeldung")
    value.block.clean(value)
    assert (api(value)["email"], api(value)["phone"]) == ("info@example.org", "0345 1234")
    assert 'href="tel:03451234"' in value.block.render(value)


def test_nothing_of_a_partner_that_is_not_public_is_given_away(
    write_partner: Callable[..., PartnerPage], person: Person
) -> None:
    partner = write_partner(title="Verein in Gründung", email="geheim@example.org")
    partner.unpublish()
    alone, together = of(ContactBlock(), partner=partner.pk), of(ContactBlock(), partner=partner.pk, person=person.pk)
    assert api(alone) is None
    assert alone.block.render(alone).strip() == ""
    assert "geheim" not in str(api(together))
    assert "Gründung" not in str(api(together)) + together.block.render(together)


@pytest.mark.django_db
def test_a_contact_needs_somebody() -> None:
    assert refused(of(ContactBlock(), purpose="Anmeldung")) == {"person"}


# More to read


def test_related_pages_are_public_and_named_once(
    write_page: Callable[..., StandardPage], home: HomePage, topic: Topic
) -> None:
    shown, draft, closed = (write_page(title=title) for title in ("Rückblick", "Entwurf", "Intern"))
    draft.unpublish()
    PageViewRestriction.objects.create(page=closed, restriction_type=PageViewRestriction.LOGIN)
    pages = [shown.pk, shown.pk, draft.pk, closed.pk, 987_654]
    value = of(RelatedBlock(), pages=pages, topics=[topic.pk])
    assert [item["title"] for item in api(value)["items"]] == ["Rückblick"]
    assert [item["title"] for item in api(value)["topics"]] == ["Vernetzung"]
    html = value.block.render(value)
    assert 'href="/rueckblick/"' in html
    assert "Intern" not in html
    assert "Vernetzung" in html


def test_pages_below_a_closed_one_are_closed_too(write_page: Callable[..., StandardPage], home: HomePage) -> None:
    page = write_page(title="Rückblick")
    assert api(of(RelatedBlock(), pages=[page.pk])) is not None
    PageViewRestriction.objects.create(page=home, restriction_type=PageViewRestriction.LOGIN)
    assert api(of(RelatedBlock(), pages=[page.pk])) is None


def test_a_page_does_not_recommend_itself(write_page: Callable[..., StandardPage]) -> None:
    page, other = write_page(title="Über uns"), write_page(title="Rückblick")
    page.body = [("related", of(RelatedBlock(), pages=[page.pk, other.pk]))]
    (item,) = stream_document(page.body, page=page)
    assert [card["title"] for card in item.value["items"]] == ["Rückblick"]
    html = page.body[0].render(context={"page": page})
    assert "Rückblick" in html
    assert "Über uns" not in html
    page.body = [("related", of(RelatedBlock(), pages=[page.pk]))]
    assert stream_document(page.body, page=page) == []


@pytest.mark.django_db
def test_a_list_that_leads_nowhere_is_refused() -> None:
    value = of(RelatedBlock(), pages=[None])
    with pytest.raises(StructBlockValidationError) as error:
        value.block.clean(value)
    assert len(error.value.non_block_errors) == 1
