"""Asks another site whether there is something at an address, and never anything within one's own network."""

from __future__ import annotations

import datetime as dt
import http.client
import ipaddress
import socket
import ssl
from collections.abc import Sequence
from typing import Any
from urllib.parse import urljoin, urlsplit

from django.conf import settings
from django.utils.encoding import iri_to_uri

import cms
from cms.admin.models import Trouble
from cms.extend.limits import Misbehaved, in_time

TIMEOUT = 4.0
"""Seconds for each answer."""
LONGEST = dt.timedelta(seconds=15)
"""For all that is asked about an address."""
REDIRECTS = 5
PORTS = {"http": 80, "https": 443}
ELSEWHERE = (301, 302, 303, 307, 308)
GONE = (404, 410)


class NotAsked(Exception):
    """It is not to be asked: within a network of one's own, or no web address."""


class Failed(Exception):
    """Nobody answers, or what they say is no page."""

    def __init__(self, trouble: Trouble, status: int | None = None) -> None:
        super().__init__(trouble)
        self.trouble, self.status = trouble, status


def ask(address: str) -> int:
    """The status with which somebody answers. Raises `Failed` where nothing is there, `NotAsked` where nobody may be asked.

    A site that refuses to tell (403, 429) is there all the same.
    """
    try:
        return in_time(LONGEST, _ask, address)
    except Misbehaved:
        raise Failed(Trouble.SILENT) from None


def _ask(address: str) -> int:
    try:
        if (status := _follow("HEAD", address)) < http.HTTPStatus.BAD_REQUEST:
            return status
    except Failed as failed:
        if failed.trouble in (Trouble.UNKNOWN, Trouble.UNSAFE):
            raise
    # Many answer HEAD with an error, or not at all.
    return _follow("GET", address)


def _follow(method: str, address: str) -> int:
    for _ in range(REDIRECTS + 1):
        status, location = _request(method, address)
        if status not in ELSEWHERE or not location:
            break
        address = urljoin(address, iri_to_uri(location))
    else:
        raise Failed(Trouble.CIRCLE, status)
    if status in GONE:
        raise Failed(Trouble.GONE, status)
    if status >= http.HTTPStatus.INTERNAL_SERVER_ERROR:
        raise Failed(Trouble.BROKEN, status)
    return status


def _request(method: str, address: str) -> tuple[int, str]:
    """Status and location of the answer, whose body nobody reads."""
    try:
        scheme, host, target = _parts(address)
        connection = _connection(scheme, host)
        try:
            connection.request(method, target, headers=_headers())
            response = connection.getresponse()
            return response.status, response.headers.get("Location", "")
        finally:
            connection.close()
    except (ssl.SSLError, ssl.CertificateError):
        raise Failed(Trouble.UNSAFE) from None
    except (UnicodeError, http.client.InvalidURL):
        raise NotAsked from None
    except (OSError, http.client.HTTPException):
        raise Failed(Trouble.SILENT) from None


def _parts(address: str) -> tuple[str, str, str]:
    """Scheme, host and what is asked for there; raises `NotAsked` for whatever is no plain web address."""
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        raise NotAsked from None
    usual = PORTS.get(parts.scheme)
    if usual is None or port not in (None, usual) or not parts.hostname or parts.username is not None:
        raise NotAsked
    return parts.scheme, parts.hostname, f"{parts.path or '/'}{'?' if parts.query else ''}{parts.query}"


def _headers() -> dict[str, str]:
    agent = f"Litfass-Linkcheck/{cms.__version__} (+{settings.BASE_URL})"
    return {"User-Agent": agent, "Accept": "text/html,*/*;q=0.5", "Connection": "close"}


def _connection(scheme: str, host: str) -> http.client.HTTPConnection:
    """To one of the addresses that were judged, so that no second answer of the name server leads elsewhere."""
    sock = _connect(public_addresses(host, PORTS[scheme]), PORTS[scheme])
    try:
        if scheme == "https":
            sock = ssl.create_default_context().wrap_socket(sock, server_hostname=host)
        connection = http.client.HTTPConnection(f"[{host}]" if ":" in host else host, timeout=TIMEOUT)
    except BaseException:
        sock.close()
        raise
    connection.sock = sock
    return connection


def _connect(addresses: Sequence[str], port: int) -> socket.socket:
    for address in addresses[:-1]:
        try:
            return socket.create_connection((address, port), timeout=TIMEOUT)
        except OSError:
            continue
    return socket.create_connection((addresses[-1], port), timeout=TIMEOUT)


def public_addresses(host: str, port: int) -> list[str]:
    """The addresses of the host; raises `NotAsked` if one of them belongs to a network that is not everybody's."""
    try:
        found: list[Any] = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except socket.gaierror as error:
        temporary = error.errno == socket.EAI_AGAIN
        raise Failed(Trouble.SILENT if temporary else Trouble.UNKNOWN) from None
    addresses = list(dict.fromkeys(str(each[4][0]) for each in found))
    if not addresses or not all(map(_is_public, addresses)):
        raise NotAsked
    return addresses


TUNNELS = tuple(map(ipaddress.ip_network, ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32", "::/96")))
"""Addresses that stand for one of IPv4, which may be anybody's."""


def _is_public(text: str) -> bool:
    address = ipaddress.ip_address(text.partition("%")[0])
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped is not None:
            address = address.ipv4_mapped
        elif any(address in network for network in TUNNELS):
            return False
    return address.is_global and not address.is_multicast
