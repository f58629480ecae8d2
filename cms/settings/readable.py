"""What the values of settings must be that Django, or a library, would stumble over later; each function raises `ValueError` that says so."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import available_timezones

import dj_database_url
from django.conf.locale import LANG_INFO

DATABASES = ("postgres", "postgresql", "sqlite")


def language(code: str) -> str:
    """The code, of a language that Django knows."""
    if not {code.lower(), code.lower().partition("-")[0]} & {*LANG_INFO}:
        raise ValueError(f"must be the code of a language, as de or pt-br; {code!r} is none that is known")
    return code


def time_zone(name: str) -> str:
    """The name, of a time zone that this machine knows."""
    if name not in available_timezones():
        raise ValueError(f"must be the name of a time zone, as Europe/Berlin; {name!r} is none that is known")
    return name


def web_address(url: str) -> str:
    """The address of a web server, without a slash at its end."""
    if not url.startswith(("http://", "https://")):
        raise ValueError("must begin with http:// or https://")
    try:
        parts = urlsplit(url)
        # Read here, since it raises for what is no number.
        named = bool(parts.hostname) and parts.port != 0
    except ValueError:
        named = False
    if not named:
        raise ValueError("must name a host, and a port in digits if any")
    return url.rstrip("/")


def search_server(url: str) -> str:
    """The address of an Elasticsearch, which has no port that goes without saying."""
    if not urlsplit(web_address(url)).port:
        raise ValueError("must name a port, as http://127.0.0.1:9200")
    return web_address(url)


def database(url: str) -> str:
    """The address of a database of a kind that is supported."""
    message = f"must look like postgres://user:password@host/name; known are {', '.join(DATABASES)}"
    if url.partition(":")[0] not in DATABASES:
        raise ValueError(message)
    try:
        dj_database_url.parse(url)
    except Exception as error:
        # It may have a password in it, which nobody is to read in a log.
        raise ValueError(message) from error
    return url


def folder(path: Path) -> Path:
    """A folder, or where one can be made."""
    nearest = next(each for each in (path, *path.absolute().parents) if each.exists() or each.is_symlink())
    if not nearest.is_dir():
        raise ValueError(f"{nearest} is no folder")
    return path


def hosts(names: str) -> str:
    """Names of hosts, separated by commas."""
    if "/" in names:
        raise ValueError("must be names of hosts alone, as www.example.org, separated by commas")
    return names


def sender(address: str) -> str:
    """The address of who sends mail."""
    if "@" not in address:
        raise ValueError("must be an address, as litfass@example.org")
    return address
