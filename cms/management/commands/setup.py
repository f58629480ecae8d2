"""`manage.py setup`: from nothing to an installation that can be served: data folder, database, site, languages, first administrator."""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser
from getpass import getpass
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email

from cms.launch.administrator import PASSWORD, Administrator, check_password, ensure_administrator, first_administrator
from cms.launch.archive import Progress, prepare_empty
from cms.launch.data_folder import prepare_data_folder


class Command(BaseCommand):
    """Sets the installation up; running it again completes what is missing and changes nothing else."""

    help = (
        "Sets up an installation that `BASE_URL`, `DATA` and `DATABASE_URL` describe: secret key, database, static files, site, languages, "
        f"first administrator. The administrator's password is asked for, or taken from {PASSWORD}; without one a link logs in once. "
        "Running it again completes what is missing and changes nothing else."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--site", default="", help="address of the site; by default, and always the same as, BASE_URL"
        )
        parser.add_argument("--languages", default="", help="languages to write in, the default one first, e.g. de,en")
        parser.add_argument("--admin", default="", help="address of mail of the first administrator; not needed again")
        parser.add_argument("--no-input", "--noinput", action="store_false", dest="interactive", help="ask nothing")

    def handle(self, *args: Any, site: str, languages: str, admin: str, interactive: bool, **options: Any) -> None:
        """Checks everything that was given before it changes anything."""
        check_address(site)
        codes = readable_languages(languages)
        asks = interactive and sys.stdin.isatty()
        admin = admin or first_administrator()
        if not admin and asks:
            admin = input("Administrator's address of mail: ").strip()
        check_mail(admin)
        prepare_data_folder()
        password = os.environ.get(PASSWORD, "")
        if password:
            check_password(password, name=admin, mail=admin)
        prepare_empty(Progress(self.stdout), languages=codes)
        if asks and not password and not User.objects.filter(email__iexact=admin).exists():
            password = self._asked_password(admin)
        found = ensure_administrator(admin, password=password, language=codes[0])
        self.stdout.write(what_next(found))

    def _asked_password(self, admin: str) -> str:
        """What was typed twice and is strong; "" for a link that logs in once."""
        while True:
            password = getpass(f"Password of {admin} (empty for a link that logs in once): ")
            try:
                if password:
                    check_password(password, name=admin, mail=admin)
                    if getpass("The same again: ") != password:
                        raise CommandError("These were different.")
                return password
            except CommandError as error:
                self.stderr.write(str(error))


def check_address(site: str) -> None:
    """Raises `CommandError` unless it is the address for which the server is configured."""
    if site and site.rstrip("/") != settings.BASE_URL:
        raise CommandError(
            f"BASE_URL is {settings.BASE_URL}, and --site is {site}. The server reads BASE_URL: set BASE_URL={site.rstrip('/')} "
            "for this command, the server and the worker, and leave --site out."
        )


def readable_languages(given: str) -> list[str]:
    """The codes, the default language first; raises `CommandError` for those that are unknown."""
    codes = [code.strip() for code in given.split(",") if code.strip()] or [settings.LANGUAGE_CODE]
    known = dict(settings.LANGUAGES)
    if unknown := [code for code in codes if code not in known]:
        raise CommandError(f"--languages: {', '.join(unknown)} is unknown. There are {', '.join(known)}.")
    if codes[0] != settings.LANGUAGE_CODE:
        raise CommandError(
            f"--languages begins with {codes[0]}, but the default language is {settings.LANGUAGE_CODE}: "
            f"put that first, or set LANGUAGE_CODE={codes[0]} for this command, the server and the worker."
        )
    return list(dict.fromkeys(codes))


def check_mail(admin: str) -> None:
    """Raises `CommandError` unless it is an address of mail."""
    try:
        validate_email(admin)
    except ValidationError:
        raise CommandError(
            f"“{admin}” is no address of mail: give that of the first administrator with --admin ada@example.org."
        ) from None


def what_next(found: Administrator) -> str:
    """What a person at the terminal needs next."""
    who = f"{found.name} is administrator" + ("." if found.created else " already; nothing was changed.")
    login = (
        f"  Log in once, without a password:\n  {found.login}\n  Set one: manage.py changepassword {found.name}\n"
        if found.login
        else ""
    )
    return (
        f"\n  {settings.BASE_URL}/ is set up. {who}\n{login}\n"
        f"  Editors          {settings.BASE_URL}/admin/\n"
        "  Next             a WSGI server for cms.wsgi:application, and manage.py worker; see the README\n"
    )
