"""Only machines of the public Internet are connected to, whatever they are called and wherever a redirect leads."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable
from typing import Any

import pytest

from rag.errors import SourceError
from rag.sources import guard
from rag.sources.client import Client
from rag.sources.guard import is_public, resolve
from tests.sources.site import Page, Site

PRIVATE = [
    *("0.0.0.0", "0.1.2.3", "10.0.0.1", "100.64.0.1", "100.127.255.255", "127.0.0.1", "127.255.255.254"),
    *("169.254.169.254", "172.16.0.1", "172.31.255.255", "192.0.0.8", "192.0.2.1", "192.88.99.1"),
    *("192.168.1.1", "198.18.0.1", "198.51.100.7", "203.0.113.9", "224.0.0.1", "239.255.255.255", "240.0.0.1"),
    *("255.255.255.255", "::", "::1", "fe80::1", "fec0::1", "fc00::1", "fd12:3456::1", "ff02::1"),
    *("::ffff:10.0.0.1", "::ffff:127.0.0.1", "::127.0.0.1", "64:ff9b::10.0.0.1", "64:ff9b::7f00:1"),
    *("64:ff9b:1::1", "2002:7f00:1::", "2002:0a00:0001::1", "2001::1", "2001:db8::1", "2001:10::1", "3fff::1"),
    *("5f00::1", "100::1", "4000::1"),
]
PUBLIC = [
    *("1.1.1.1", "8.8.8.8", "93.184.216.34", "172.15.255.255", "172.32.0.1", "100.63.255.255", "100.128.0.1"),
    *("192.0.1.1", "11.0.0.1", "223.255.255.255", "2606:4700::1111", "2a00:1450:4001::1"),
    *("2001:4860:4860::8888", "::ffff:8.8.8.8", "64:ff9b::808:808"),
]


@pytest.mark.parametrize("address", PRIVATE)
def test_special_addresses_are_not_public(address: str) -> None:
    assert not is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize("address", PUBLIC)
def test_others_are_public(address: str) -> None:
    assert is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "127.1", "2130706433", "0x7f.0.0.1", "[::1]", "0"])
def test_another_spelling_of_a_private_address_does_not_help(host: str) -> None:
    with pytest.raises(SourceError, match="no address of the public Internet; ONRECORD_ALLOW_PRIVATE=1"):
        resolve(host, 80, 2.0, allow_private=False)
    assert resolve(host, 80, 2.0, allow_private=True)


def test_one_private_address_among_public_ones_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", answers("1.1.1.1", "10.0.0.1"))
    with pytest.raises(SourceError, match=r"10\.0\.0\.1"):
        resolve("ministry.example", 443, 2.0, allow_private=False)


def test_a_private_address_is_not_asked_at_all(client: Callable[..., Client], site: Site) -> None:
    site.pages["/a"] = Page(b"<p>x</p>")
    with pytest.raises(SourceError, match="no address of the public Internet"):
        client(allow_private=False).get(f"{site.url}/a")
    assert site.asked == []


def test_a_redirect_to_a_private_address_is_not_followed(
    client: Callable[..., Client], site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(guard, "is_public", lambda address: str(address) == "127.0.0.1")
    inside = site.url.replace("127.0.0.1", "127.0.0.2")
    site.pages["/a"] = Page(b"", status=302, headers={"Location": f"{inside}/secret"})
    with pytest.raises(SourceError, match=r"127\.0\.0\.2, which is no address of the public Internet"):
        client(allow_private=False).get(f"{site.url}/a")
    assert site.paths() == ["/a"]


def test_the_connection_goes_to_the_address_that_was_checked(
    client: Callable[..., Client], site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(socket, "getaddrinfo", answers("127.0.0.1", note=asked))
    site.pages["/a"] = Page(b"<p>x</p>")
    address = site.url.replace("127.0.0.1", "ministry.example")
    assert client().get(f"{address}/a").data == b"<p>x</p>"
    named = [name for name in asked if name == "ministry.example"]
    assert len(named) == 2, "once for robots.txt and once for the page: a name is never looked up after the check"
    assert {asked.headers["host"] for asked in site.asked} == {address.removeprefix("http://")}


def answers(*addresses: str, note: list[str] | None = None) -> Callable[..., Any]:
    """A resolver that knows every name; numbers it leaves to the real one."""
    real = socket.getaddrinfo

    def getaddrinfo(host: str, port: int, *args: Any, **options: Any) -> Any:
        if note is not None:
            note.append(host)
        if host[0].isdigit():
            return real(host, port, *args, **options)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in addresses]

    return getaddrinfo
