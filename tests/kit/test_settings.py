"""Settings are read, not made: importing them leaves no trace; and with an address that begins with https they are safe to deploy."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from cms.settings import env
from cms.settings.env import ROOT
from cms.settings.secret import ensure_secret, kept_secret

TRACELESS = {
    "import": ["-c", "import cms.settings; print(cms.settings.SECRET_KEY)"],
    "check": ["manage.py", "check"],
    "deploy": ["manage.py", "check", "--deploy", "--fail-level", "WARNING"],
    "help": ["manage.py", "--help"],
    "help of a command": ["manage.py", "worker", "--help"],
}


def python(arguments: list[str], **environment: str) -> subprocess.CompletedProcess[str]:
    unwanted = {"DATABASE_URL", "SEARCH_URL", "SECRET_KEY", "DJANGO_SETTINGS_MODULE", "DATA", "BASE_URL"}
    kept = {name: value for name, value in os.environ.items() if name not in unwanted}
    return subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, env={**kept, **environment}, capture_output=True, text=True
    )


@pytest.mark.parametrize("arguments", TRACELESS.values(), ids=TRACELESS)
@pytest.mark.parametrize("folder", ["there", "missing"])
def test_looking_leaves_no_trace(arguments: list[str], folder: str, tmp_path: Path) -> None:
    data = tmp_path / "data"
    if folder == "there":
        data.mkdir(mode=0o555)
    done = python(arguments, DATA=str(data), BASE_URL="https://litfass.example")
    assert done.returncode == 0, done.stderr
    assert "WARNING" not in done.stderr
    assert [path.name for path in tmp_path.rglob("*")] == (["data"] if folder == "there" else [])


@pytest.mark.parametrize("module", ["cms.wsgi", "cms.asgi"])
def test_no_server_starts_without_a_key_and_the_last_lines_say_what_to_do(module: str, tmp_path: Path) -> None:
    done = python(["-c", f"import {module}"], DATA=str(tmp_path))
    assert done.returncode == 1
    assert "manage.py setup" in done.stderr
    assert "SECRET_KEY" in done.stderr
    assert "Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_the_key_is_made_once_for_its_owner_alone(tmp_path: Path) -> None:
    folder = tmp_path / "neu"
    assert kept_secret(folder) == ""
    made = ensure_secret(folder)
    assert len(made) >= 50
    assert made == ensure_secret(folder) == kept_secret(folder)
    assert stat.S_IMODE((folder / "secret-key").stat().st_mode) == 0o600
    assert [path.name for path in folder.iterdir()] == ["secret-key"]


def test_an_empty_key_that_a_full_disk_has_left_is_made_anew(tmp_path: Path) -> None:
    (tmp_path / "secret-key").write_text("\n")
    assert len(ensure_secret(tmp_path)) >= 50
    assert stat.S_IMODE((tmp_path / "secret-key").stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["secret-key"]


@pytest.mark.parametrize("proxies", ["0", "1"])
def test_an_installation_with_https_is_safe_to_deploy(proxies: str, tmp_path: Path) -> None:
    environment = {"BASE_URL": "https://litfass.example", "DATA": str(tmp_path), "SECRET_KEY": "ä1b2c3d4e5" * 6}
    done = python(["manage.py", "check", "--deploy", "--fail-level", "WARNING"], PROXIES=proxies, **environment)
    assert done.returncode == 0, done.stderr
    asked = "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SECURE_HSTS_SECONDS", "SECURE_PROXY_SSL_HEADER"
    code = f"import cms.settings as s; print(*(getattr(s, name, None) for name in {asked}), sep='|')"
    said = python(["-c", code], PROXIES=proxies, **environment).stdout.strip()
    trusted = "('HTTP_X_FORWARDED_PROTO', 'https')" if proxies == "1" else "None"
    assert said == f"True|True|31536000|{trusted}"


@pytest.mark.parametrize(
    ("name", "value"), [("THREADS", "abc"), ("SENDFILE", "apache"), ("BASE_URL", "a.example"), ("PROXIES", "-1")]
)
@pytest.mark.parametrize("arguments", [["manage.py", "check"], ["-c", "import cms.wsgi"]], ids=["command", "server"])
def test_what_cannot_be_read_is_named_and_no_traceback(
    arguments: list[str], name: str, value: str, tmp_path: Path
) -> None:
    done = python(arguments, **{"DATA": str(tmp_path), name: value})
    assert done.returncode == 1
    assert done.stderr.startswith("These settings cannot be read")
    assert f"\n  {name}: " in done.stderr
    assert "Traceback" not in done.stderr


NONSENSE = {
    "ALLOWED_HOSTS": ("https://www.example.org",),
    "BASE_URL": ("http://", "http://example.org:http"),
    "DATA": ("/dev/null", "/dev/null/data"),
    "DATABASE_URL": ("nonsense", "mysql://a:secret@host/name", "postgres://a:secret@host:port/name"),
    "DEBUG": ("maybe",),
    "EMAIL_FROM": ("nobody",),
    "EMAIL_URL": ("nonsense", "smtp://host:port"),
    "IMAGE_MAX_MEGAPIXELS": ("many",),
    "LANGUAGE_CODE": ("xx", "German"),
    "LITFASS_PLUGINS_PATH": ("/dev/null",),
    "SEARCH_PREFIX": ("A B", "*"),
    "SEARCH_URL": ("nonsense", "ftp://host:9200", "http://host", "http://host:port"),
    "TASK_BACKEND": ("redis",),
    "TIME_ZONE": ("Mars/Olympus",),
}


@pytest.mark.parametrize(("name", "value"), [(name, value) for name, values in NONSENSE.items() for value in values])
def test_nonsense_is_told_in_a_line_that_keeps_secrets(name: str, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SystemExit) as ended:
        env.read()
    _, told = str(ended.value).splitlines()
    assert told.startswith(f"  {name}: ")
    assert "secret" not in told


@pytest.mark.parametrize("name", sorted({*NONSENSE, "SITE_NAME", "THREADS", "PROXIES", "SENDFILE", "SECRET_KEY"}))
def test_an_empty_one_is_as_none_at_all(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(name, raising=False)
    without = env.read()
    monkeypatch.setenv(name, "")
    assert env.read() == without
