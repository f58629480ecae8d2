"""Other sites are asked politely, and nothing within one's own network ever is."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import pytest

from cms.admin.care import asking
from cms.admin.care.asking import Failed, NotAsked, ask
from cms.admin.models import Trouble


class Site(BaseHTTPRequestHandler):
    """Answers what its path says; `/only-get` knows no HEAD."""

    asked: list[tuple[str, str, str, str]] = []

    def answer(self) -> None:
        self.asked.append((self.command, self.path, self.headers.get("Host", ""), self.headers.get("User-Agent", "")))
        name = self.path.strip("/").partition("?")[0]
        if name == "only-get":
            status = 405 if self.command == "HEAD" else 200
        elif name == "no-head":
            status = 404 if self.command == "HEAD" else 200
        else:
            status = int(name) if name.isdecimal() else 302
        self.send_response(status)
        if name == "circle":
            self.send_header("Location", "/circle")
        elif name == "inside":
            self.send_header("Location", "http://intern.example/")
        elif name == "moved":
            self.send_header("Location", "/200")
        self.end_headers()

    do_GET = do_HEAD = answer  # noqa: N815

    def log_message(self, *args: Any) -> None:
        pass


NAMES = {
    "offen.example": ["93.184.216.34"],
    "intern.example": ["10.0.0.7"],
    "schleife.example": ["127.0.0.1"],
    "metadaten.example": ["169.254.169.254"],
    "halb.example": ["93.184.216.34", "192.168.1.1"],
    "sechs.example": ["::1"],
    "eigen.example": ["fd00::1"],
    "verkleidet.example": ["::ffff:127.0.0.1"],
    "getunnelt.example": ["64:ff9b::7f00:1"],
    "sechsvier.example": ["2002:7f00:1::"],
    "alle.example": ["0.0.0.0"],
    "viele.example": ["224.0.0.1"],
    "anbieter.example": ["100.64.0.1"],
}


def resolve(host: str, port: int, *args: Any, **options: Any) -> list[Any]:
    try:
        socket.inet_pton(socket.AF_INET, host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (host, port))]
    except OSError:
        pass
    if host not in NAMES:
        raise socket.gaierror(socket.EAI_NONAME, "unknown")
    return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (each, port)) for each in NAMES[host]]


@pytest.fixture
def connected(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[tuple[str, int]]]:
    """A site behind `offen.example`; the addresses that were connected to."""
    Site.asked.clear()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    connect, addresses = socket.create_connection, list[tuple[str, int]]()

    def redirected(address: tuple[str, int], timeout: float) -> socket.socket:
        addresses.append(address)
        return connect(server.server_address[:2], timeout=timeout)

    monkeypatch.setattr(asking.socket, "getaddrinfo", resolve)
    monkeypatch.setattr(asking.socket, "create_connection", redirected)
    yield addresses
    server.shutdown()
    server.server_close()


def test_what_answers_is_asked_once_without_its_body_and_told_who_asks(connected: list[Any], settings: Any) -> None:
    assert ask("http://offen.example/200?a=1") == 200
    ((method, path, host, agent),) = Site.asked
    assert (method, path, host) == ("HEAD", "/200?a=1", "offen.example")
    assert settings.BASE_URL in agent
    assert connected == [("93.184.216.34", 80)]


@pytest.mark.parametrize(
    ("path", "status"), [("only-get", 200), ("no-head", 200), ("moved", 200), ("403", 403), ("429", 429)]
)
def test_what_is_there_has_not_failed(connected: list[Any], path: str, status: int) -> None:
    assert ask(f"http://offen.example/{path}") == status


@pytest.mark.parametrize(
    ("path", "trouble"),
    [("404", Trouble.GONE), ("410", Trouble.GONE), ("503", Trouble.BROKEN), ("circle", Trouble.CIRCLE)],
)
def test_what_is_not_there_has_failed_by_get_too(connected: list[Any], path: str, trouble: Trouble) -> None:
    with pytest.raises(Failed) as failed:
        ask(f"http://offen.example/{path}")
    assert failed.value.trouble == trouble
    assert {method for method, *_ in Site.asked} == {"HEAD", "GET"}


def test_a_name_that_nobody_knows(connected: list[Any]) -> None:
    with pytest.raises(Failed) as failed:
        ask("http://niemand.example/")
    assert failed.value.trouble == Trouble.UNKNOWN


def test_a_site_that_does_not_answer(connected: list[Any], monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: Any, **options: Any) -> Any:
        raise ConnectionRefusedError

    monkeypatch.setattr(asking.socket, "create_connection", refuse)
    with pytest.raises(Failed) as failed:
        ask("http://offen.example/200")
    assert failed.value.trouble == Trouble.SILENT


def test_a_site_without_a_valid_certificate(connected: list[Any]) -> None:
    with pytest.raises(Failed) as failed:
        ask("https://offen.example/200")
    assert failed.value.trouble == Trouble.UNSAFE


@pytest.mark.parametrize("host", [*(name for name in NAMES if name != "offen.example"), "127.0.0.1", "10.1.2.3"])
@pytest.mark.parametrize("scheme", ["http", "https"])
def test_nothing_within_a_network_of_ones_own_is_asked(connected: list[Any], scheme: str, host: str) -> None:
    with pytest.raises(NotAsked):
        ask(f"{scheme}://{host}/200")
    assert connected == []


def test_no_redirect_leads_there_either(connected: list[Any]) -> None:
    with pytest.raises(NotAsked):
        ask("http://offen.example/inside")
    assert set(connected) == {("93.184.216.34", 80)}


@pytest.mark.parametrize(
    "address",
    [
        "http://offen.example:8000/200",
        "https://offen.example:80/",
        "http://jemand:geheim@offen.example/200",
        "ftp://offen.example/",
        "file:///etc/passwd",
        "http://offen.example:keiner/",
        "http:///200",
        "http://[::1/",
        "http://Person (gelöscht)/",
        "",
    ],
)
def test_what_is_no_plain_web_address_is_not_asked(connected: list[Any], address: str) -> None:
    with pytest.raises((NotAsked, Failed)):
        ask(address)
    assert connected == []
