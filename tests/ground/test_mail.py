"""One address says how mail leaves the installation."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from cms.settings.env import Environment
from cms.settings.mail import CONSOLE, SMTP, legacy, mailer


def test_without_an_address_mail_is_written_to_the_console() -> None:
    assert mailer("") == (CONSOLE, {})


@pytest.mark.parametrize(
    ("scheme", "port", "encryption"),
    [("smtp", 25, {}), ("submission", 587, {"use_tls": True}), ("smtps", 465, {"use_ssl": True})],
)
def test_the_scheme_says_port_and_encryption(scheme: str, port: int, encryption: dict[str, bool]) -> None:
    backend, options = mailer(f"{scheme}://presse%40verein.example:pa%2Fss@mail.verein.example")
    assert backend == SMTP
    assert (options["host"], options["port"]) == ("mail.verein.example", port)
    assert (options["username"], options["password"]) == ("presse@verein.example", "pa/ss")
    assert {name: value for name, value in options.items() if name.startswith("use_")} == encryption


def test_a_port_of_its_own_is_kept() -> None:
    assert mailer("smtp://127.0.0.1:2525")[1]["port"] == 2525


def test_older_django_gets_the_same() -> None:
    settings = legacy(mailer("submission://u:p@mail.example")[1])
    assert settings["EMAIL_HOST_USER"] == "u"
    assert settings["EMAIL_HOST_PASSWORD"] == "p"
    assert settings["EMAIL_USE_TLS"] is True
    assert settings["EMAIL_PORT"] == 587


@pytest.mark.parametrize("url", ["mail.verein.example", "http://presse:geheim@mail.example", "smtp://"])
def test_an_address_that_cannot_be_read_stops_the_start_and_keeps_its_secret(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EMAIL_URL", url)
    with pytest.raises(ValidationError, match="submission://user") as caught:
        Environment()
    assert "email_url" in str(caught.value)
    assert "geheim" not in str(caught.value)
