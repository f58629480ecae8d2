"""From nothing to a served installation with a login, by the sequence in the README and nothing else."""

from __future__ import annotations

import os
import re
import shlex
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, build_opener, urlopen

import pytest

from cms.launch import server
from cms.settings.env import ROOT
from tests.kit.processes import python

PASSWORD = "Quitte Brücke Lampe Wolke"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def sequence() -> tuple[list[str], list[list[str]]]:
    """The variables and the commands of the README."""
    block = re.search(r"## Running it for real\n+```\n(.*?)```", (ROOT / "README.md").read_text(), re.DOTALL)
    assert block
    lines = [shlex.split(line, comments=True) for line in block[1].splitlines()]
    return (
        [line[1].split("=")[0] for line in lines if line[:1] == ["export"]],
        [line[1:] for line in lines if line[:1] == [".venv/bin/python"]],
    )


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """An environment as on a new machine: nothing but the variables of the README."""
    port = free_port()
    given = {"BASE_URL": f"http://127.0.0.1:{port}", "DATA": str(tmp_path_factory.mktemp("server") / "data")}
    variables, _commands = sequence()
    assert set(variables) == {*given, "PROXIES"}
    return {"PATH": os.environ["PATH"], "PORT": str(port), **given}


@pytest.fixture(scope="module")
def served(environment: dict[str, str]) -> Iterator[str]:
    """The address of the installation, set up and served."""
    _variables, (setup, serve, work) = sequence()
    secret = {**environment, "DJANGO_SUPERUSER_PASSWORD": PASSWORD}
    # After an update nobody remembers who the first administrator was.
    again = setup[: setup.index("--admin")]
    for arguments in (setup, setup, again):
        done = subprocess.run([sys.executable, *arguments], cwd=ROOT, env=secret, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        assert PASSWORD not in done.stdout + done.stderr
    assert "already; nothing was changed" in done.stdout
    serve = [environment["PORT"] if part == "8000" else part for part in serve]
    started = [subprocess.Popen([sys.executable, *each], cwd=ROOT, env=environment) for each in (serve, work)]
    try:
        server.wait_until_served(environment["BASE_URL"] + "/", started)
        yield environment["BASE_URL"]
    finally:
        server.end(started)


def test_visitors_get_a_page_and_the_administrator_logs_in(served: str) -> None:
    browser = build_opener(HTTPCookieProcessor(jar := CookieJar()))
    assert b"<h1" in browser.open(f"{served}/").read()
    page = browser.open(f"{served}/admin/login/").read().decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    assert token
    fields = {"username": "ada@example.org", "password": PASSWORD, "csrfmiddlewaretoken": token[1], "next": "/admin/"}
    desk = browser.open(f"{served}/admin/login/", urlencode(fields).encode()).read().decode()
    assert "ada@example.org" in desk
    assert any(cookie.name == "sessionid" for cookie in jar)


SLOW = {
    "heads": b"GET /robots.txt HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ",
    "bodies": b"POST /admin/login/ HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: csrftoken=%b\r\nContent-Length: 1000\r\n"
    b"Content-Type: application/x-www-form-urlencoded\r\n\r\nusername=a" % (b"a" * 32),
    "bodies in pieces": b"POST /admin/login/ HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: csrftoken=%b\r\n"
    b"Transfer-Encoding: chunked\r\nContent-Type: application/x-www-form-urlencoded\r\n\r\n5\r\nusern\r\n"
    % (b"a" * 32),
    "nothing": b"",
}


@pytest.mark.parametrize("sent", SLOW)
def test_fifty_slow_senders_keep_nobody_from_reading(served: str, environment: dict[str, str], sent: str) -> None:
    with ExitStack() as stack:
        for _ in range(50):
            sender = stack.enter_context(socket.create_connection(("127.0.0.1", int(environment["PORT"])), timeout=5))
            sender.sendall(SLOW[sent])
        time.sleep(0.5)
        for _ in range(3):
            assert urlopen(f"{served}/robots.txt", timeout=10).status == 200
            assert urlopen(f"{served}/api/v1/events", timeout=10).status == 200


def test_languages_and_administrator_are_those_that_were_asked_for(served: str, environment: dict[str, str]) -> None:
    code = (
        "from wagtail.models import Locale; from django.contrib.auth.models import User;"
        "print(sorted(Locale.objects.values_list('language_code', flat=True)), User.objects.get().is_superuser)"
    )
    done = subprocess.run(
        [sys.executable, "manage.py", "shell", "--no-imports", "-c", code],
        cwd=ROOT, env=environment, capture_output=True, text=True,
    )  # fmt: skip
    assert done.stdout.strip() == "['de', 'en'] True", done.stderr


@pytest.mark.parametrize(
    ("arguments", "password", "said"),
    [
        (["--admin", "ada"], "", "no address of mail"),
        ([], "", "no address of mail"),
        (["--admin", "ada@example.org", "--languages", "de,xx"], "", "xx is unknown"),
        (["--admin", "ada@example.org", "--languages", "en,de"], "", "LANGUAGE_CODE=en"),
        (["--admin", "ada@example.org", "--site", "https://anders.example"], "", "BASE_URL=https://anders.example"),
        (["--admin", "ada@example.org"], "sommer2026", "refused"),
    ],
)
def test_what_cannot_be_is_refused_with_what_to_do_before_anything_is_made(
    arguments: list[str], password: str, said: str, tmp_path: Path
) -> None:
    given = {"PATH": os.environ["PATH"], "DATA": str(tmp_path), "DJANGO_SUPERUSER_PASSWORD": password}
    done = subprocess.run(
        [sys.executable, "manage.py", "setup", "--no-input", *arguments],
        cwd=ROOT, env=given, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 1
    assert said in done.stderr
    assert {path.name for path in tmp_path.iterdir()} <= {
        "secret-key",
        "db.sqlite3",
        "db.sqlite3-wal",
        "db.sqlite3-shm",
    }


def test_without_a_password_a_link_logs_in_once(tmp_path: Path, environment: dict[str, str], served: str) -> None:
    _variables, (setup, *_others) = sequence()
    setup = [part.replace("ada@", "bea@") for part in setup]
    done = subprocess.run(
        [sys.executable, *setup], cwd=ROOT, env=environment, capture_output=True, text=True, stdin=subprocess.DEVNULL
    )
    link = re.search(r"http\S+/admin/einmal/\S+", done.stdout)
    assert link, done.stderr
    browser = build_opener(HTTPCookieProcessor(CookieJar()))
    assert "bea@example.org" in browser.open(link[0]).read().decode()


def test_migrate_makes_the_folder_that_it_needs(tmp_path: Path) -> None:
    """Checks come before it, which ask the database."""
    data = tmp_path / "not" / "there" / "yet"
    done = python(["manage.py", "migrate", "contenttypes", "--verbosity", "0"], data=data, path=None)
    assert done.returncode == 0, done.stderr
    assert (data / "db.sqlite3").exists()
