"""Weak passwords are refused, with what to do instead, wherever one is set."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.contrib.auth.password_validation import password_validators_help_texts, validate_password
from django.contrib.auth.tokens import default_token_generator
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client
from django.urls import reverse
from django.utils import translation
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction

from cms.content.models import HomePage, StandardPage
from tests.content import making

WEAK = [
    *("sommer2026", "Sommer2026!", "sommersommer2026", "Herbst-Winter-2026", "Weihnachten2026!", "November-2026-!!"),
    *("Litfass2026Halle!", "LitfassHalle2026!!", "HalleSaale2026", "Dortmund#2026#Dortmund", "litfa55-2026-2026"),
    *("qwertzuiop123", "qwertzuiopasdfgh", "1qay2wsx3edc4rfv", "poiuztrewq2026", "yxcvbnm,yxcvbnm", "abcdefghijklmnop"),
    *("AdaBeispiel2026", "ada.beispiel.1990", "Beispiel!Beispiel", "adabeispieladabeispiel"),
    *("passwortpasswort", "P@ssw0rt2026!!", "Impressum2026!!", "Schatzi4ever2026", "Bayern-München-1900", "ichliebedich2026"),
    *("aaaaaaaaaaaaaaa", "123456789012345", "01.01.1990-31.12.1990", "iloveyou12345678", "Migrantenorganisationen26"),
    *("Regenbogen2026!", "kartoffelsalat1", "2027Schneeflocke", "SCHMETTERLING!!!", "Migranten2026!", "Übergangsheim-1999"),
    *("", "kurz", "Xk9#mP2$vL7"),
]  # fmt: skip
STRONG = [
    *("Quitte Brücke Lampe Wolke", "Xk9#mP2$vL7qRt", "korrekt-pferd-batterie-heftklammer", "zmTqgW4vJc8L", "wkdhvzqy73bnxmtr"),
    *("Tasse!Regal!Kompass!Moos", "grüner-Elefant-singt-77-Lieder", "كتاب شجرة نافذة قمر", "çay-fındık-kürek-lokum-91"),
]  # fmt: skip


@pytest.fixture
def ada(home: HomePage) -> User:
    making.city("Halle")
    making.city("Dortmund")
    making.partner("Verband der Migrantenorganisationen")
    user = User.objects.create_superuser("ada.beispiel", "ada@verband.example", STRONG[0])
    user.first_name, user.last_name = "Ada", "Beispiel"
    user.save()
    return user


@pytest.mark.parametrize("password", WEAK)
def test_weak_ones_are_refused(ada: User, password: str) -> None:
    with pytest.raises(ValidationError):
        validate_password(password, ada)


@pytest.mark.parametrize("password", STRONG)
def test_strong_ones_are_taken(ada: User, password: str) -> None:
    validate_password(password, ada)


def test_the_message_says_in_german_what_to_do(ada: User) -> None:
    with translation.override("de"), pytest.raises(ValidationError) as error:
        validate_password("SommerInHalle2026", ada)
    assert "Nehmen Sie vier oder mehr Wörter" in " ".join(error.value.messages)
    with translation.override("de"):
        assert all(text and "password" not in text.lower() for text in password_validators_help_texts())


def by_account_page(user: User, password: str) -> bool:
    client = Client()
    client.force_login(user)
    client.post(
        reverse("wagtailadmin_account"),
        {
            "password-old_password": STRONG[0],
            "password-new_password1": password,
            "password-new_password2": password,
            "name_email-first_name": "Ada",
            "name_email-last_name": "Beispiel",
            "name_email-email": user.email,
            "notifications-submitted_notifications": "on",
            "locale-preferred_language": "de",
            "locale-current_time_zone": "Europe/Berlin",
            "theme-theme": "system",
            "theme-contrast": "system",
            "theme-density": "default",
            "theme-keyboard_shortcuts": "on",
        },
    )
    return User.objects.get(pk=user.pk).check_password(password)


def by_reset(user: User, password: str) -> bool:
    client = Client()
    uid = urlsafe_base64_encode(force_bytes(user.pk))
    token = default_token_generator.make_token(User.objects.get(pk=user.pk))
    page = client.get(reverse("wagtailadmin_password_reset_confirm", args=[uid, token]), follow=True)
    client.post(page.request["PATH_INFO"], {"new_password1": password, "new_password2": password})
    return User.objects.get(pk=user.pk).check_password(password)


def by_user_form(user: User, password: str) -> bool:
    client = Client()
    client.force_login(user)
    client.post(
        reverse("wagtailusers_users:add"),
        {
            "username": "neu",
            "email": "neu@example.org",
            "first_name": "Neu",
            "last_name": "Mensch",
            "password1": password,
            "password2": password,
        },
    )
    made = User.objects.filter(username="neu").first()
    return bool(made and made.check_password(password))


def by_user_form_of_somebody(user: User, password: str) -> bool:
    other = User.objects.create_user("andere", "andere@example.org")
    client = Client()
    client.force_login(user)
    client.post(
        reverse("wagtailusers_users:edit", args=[other.pk]),
        {
            "username": "andere",
            "email": "andere@example.org",
            "first_name": "An",
            "last_name": "Dere",
            "is_active": "on",
            "password1": password,
            "password2": password,
        },
    )
    return User.objects.get(pk=other.pk).check_password(password)


@pytest.mark.parametrize("way", [by_account_page, by_reset, by_user_form, by_user_form_of_somebody])
@pytest.mark.parametrize(("password", "taken"), [("SommerInHalle2026", False), (STRONG[2], True)])
def test_every_form_asks(ada: User, way: Any, password: str, taken: bool) -> None:
    assert way(ada, password) is taken


@pytest.mark.parametrize(("password", "taken"), [("SommerInHalle2026", False), (STRONG[2], True)])
def test_the_command_asks_even_without_a_person(
    home: HomePage, monkeypatch: pytest.MonkeyPatch, password: str, taken: bool
) -> None:
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", password)
    arguments = {"interactive": False, "username": "chefin", "email": "chefin@example.org", "stdout": io.StringIO()}
    if taken:
        call_command("createsuperuser", **arguments)
    else:
        with pytest.raises(CommandError, match=r"refused|abgelehnt"):
            call_command("createsuperuser", **arguments)
    assert User.objects.filter(username="chefin").exists() is taken


@pytest.mark.parametrize("what", ["page", "collection"])
def test_what_closes_a_page_or_a_collection_is_no_weak_one_either(ada: User, client: Client, what: str) -> None:
    client.force_login(ada)
    if what == "page":
        thing = HomePage.objects.get().add_child(instance=StandardPage(title="Intern", slug="intern"))
        address, restrictions = "wagtailadmin_pages:set_privacy", PageViewRestriction.objects
    else:
        thing = Collection.get_first_root_node().add_child(name="Intern")
        address, restrictions = "wagtailadmin_collections:set_privacy", CollectionViewRestriction.objects

    def close(password: str, **others: str) -> str:
        given = {"restriction_type": "password", "password": password, **others}
        return str(client.post(reverse(address, args=[thing.pk]), given).json()["step"])

    for weak in ("geheim", "sommer2026", "Sommer2026!", ""):
        assert close(weak) == "set_privacy"
        assert not restrictions.exists()
    assert close(STRONG[0]) == "set_privacy_done"
    assert restrictions.get().password == STRONG[0]
    # One that is there already is no obstacle to saving again.
    restrictions.update(password="geheim")
    assert close("geheim") == "set_privacy_done"
    assert close("", restriction_type="login") == "set_privacy_done"
