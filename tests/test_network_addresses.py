"""Addresses that must never be dialled, in the spellings that get past a careless check."""

from __future__ import annotations

from ipaddress import ip_address

import pytest

from extractors.errors import ConfigError
from network.addresses import addresses, host_of, is_public, parse_host, parse_openings, why_refused

PUBLIC = ["93.184.215.14", "1.1.1.1", "8.8.8.8", "172.15.0.1", "172.32.0.1", "2606:4700::1111", "2a00:1450:4001::8"]
NOT_PUBLIC = [
    "0.0.0.0",
    "10.1.2.3",
    "100.64.0.1",
    "100.127.255.254",
    "127.0.0.1",
    "127.9.9.9",
    "169.254.169.254",
    "172.16.0.1",
    "172.31.255.255",
    "192.0.0.1",
    "192.0.2.7",
    "192.88.99.1",
    "192.168.1.1",
    "198.18.0.1",
    "198.51.100.7",
    "203.0.113.7",
    "224.0.0.1",
    "239.255.255.250",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::127.0.0.1",
    "::ffff:127.0.0.1",
    "::ffff:93.184.215.14",
    "::ffff:0:127.0.0.1",
    "64:ff9b::a9fe:a9fe",
    "64:ff9b::808:808",
    "64:ff9b:1::1",
    "100::1",
    "2001::1",
    "2001:db8::1",
    "2002:7f00:1::",
    "2002:808:808::1",
    "3fff::1",
    "3fff:fff:ffff::1",
    "5f00::1",
    "fc00::1",
    "fd12::1",
    "fe80::1",
    "fe80::1%eth0",
    "fec0::1",
    "ff02::1",
    "not an address",
    "",
]


@pytest.mark.parametrize("address", PUBLIC)
def test_the_public_internet_is_reached(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize("address", NOT_PUBLIC)
def test_everything_else_is_not(address: str) -> None:
    assert not is_public(address)


SPELLINGS = [
    # as written in a URL, the address it dials
    ("127.0.0.1", "127.0.0.1"),
    ("127.1", "127.0.0.1"),
    ("127.0.1", "127.0.0.1"),
    ("2130706433", "127.0.0.1"),
    ("0x7f000001", "127.0.0.1"),
    ("0x7F.0.0x0.1", "127.0.0.1"),
    ("0177.0.0.01", "127.0.0.1"),
    ("127.0.0.1.", "127.0.0.1"),
    ("１２７.0.0.1", "127.0.0.1"),
    ("127。0。0。1", "127.0.0.1"),
    ("[::1]", "::1"),
    ("::1", "::1"),
    ("0xa9fea9fe", "169.254.169.254"),
    ("0", "0.0.0.0"),
    ("0x", "0.0.0.0"),
]


@pytest.mark.parametrize(("text", "address"), SPELLINGS)
def test_odd_spellings_are_the_address_they_dial(text: str, address: str) -> None:
    assert str(parse_host(text)) == address
    assert not isinstance(parse_host(text), str)


NAMES = [
    ("Example.ORG", "example.org"),
    ("example.org.", "example.org"),
    ("bücher.example", "xn--bcher-kva.example"),
    ("news-1.example", "news-1.example"),
    ("a_b.example", "a_b.example"),
    ("1.example", "1.example"),
    ("ｅｘample.org", "example.org"),
]


@pytest.mark.parametrize(("text", "name"), NAMES)
def test_names_in_one_form(text: str, name: str) -> None:
    assert parse_host(text) == name


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "a b",
        "a\tb",
        "a\\b",
        "a/b",
        "a@b",
        "-a.example",
        "a..b",
        "1.2.3.4.5",
        "256.1.1.1",
        "1.2.3.256",
        "08.1",
        *["127.0.0.0x100", "99999999999", "[::1", "::1::", "a" * 64 + ".example", "%31.1.1.1", "example.1"],
    ],
)
def test_no_host_at_all(text: str) -> None:
    with pytest.raises(ValueError):
        parse_host(text)


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://Example.org:8443/a?b=c@d", "example.org"),
        ("http://[::ffff:7f00:1]/", "::ffff:127.0.0.1"),
        ("http://0x7f.1/hook", "127.0.0.1"),
    ],
)
def test_the_host_of_a_url(url: str, host: str) -> None:
    assert host in (str(host_of(url)), getattr(host_of(url), "ipv4_mapped", None) and host)


@pytest.mark.parametrize(
    "url",
    [
        "ftp://example.org/",
        "file:///etc/passwd",
        "https://user@example.org/",
        "https://good.example@127.0.0.1/",
        "https://good.example\\@127.0.0.1/",
        "https://example.org /",
        "https://exa\nmple.org/",
        "https:///path",
        "https://example.org:port/",
        "https://example.org:99999/",
        "https://127.0.0.1%2f.example.org/",
        "//example.org",
        "example.org",
        "",
    ],
)
def test_urls_that_parsers_disagree_about_are_refused(url: str) -> None:
    with pytest.raises(ValueError):
        host_of(url)


OPENED = [
    # FIGUREWATCH_ALLOW              host                address           port   opened
    ("10.0.0.0/8",                   "10.1.2.3",         "10.1.2.3",       None,  True),
    ("10.0.0.0/8",                   "desk.example",     "10.255.0.1",     80,    True),
    ("10.0.0.0/8",                   "desk.example",     "192.168.1.1",    80,    False),
    ("127.0.0.1:8080",               "localhost",        "127.0.0.1",      8080,  True),
    ("127.0.0.1:8080",               "localhost",        "127.0.0.1",      80,    False),
    ("127.0.0.1:8080",               "127.0.0.1",        "127.0.0.1",      None,  True),
    ("127.0.0.1",                    "localhost",        "::ffff:7f00:1",  80,    False),
    ("[::1]:8080",                   "::1",              "::1",            8080,  True),
    ("::1",                          "localhost",        "::1",            443,   True),
    ("Intranet.example",             "intranet.example", "192.168.1.1",    443,   True),
    ("intranet.example:8443",        "intranet.example", "192.168.1.1",    443,   False),
    ("intranet.example",             "other.example",    "192.168.1.1",    443,   False),
    ("10.0.0.0/8, intranet.example", "intranet.example", "169.254.169.254", 80,   True),
    ("",                             "desk.example",     "93.184.215.14",  80,    True),
    ("",                             "desk.example",     "10.1.2.3",       80,    False),
]  # fmt: skip


@pytest.mark.parametrize(("allow", "host", "address", "port", "opened"), OPENED)
def test_what_an_allow_list_opens(allow: str, host: str, address: str, port: int | None, opened: bool) -> None:
    openings = parse_openings(allow.split(", ") if allow else ())
    said = f"{address} is no public address; FIGUREWATCH_ALLOW={address} opens it if that is meant"
    assert why_refused(host, ip_address(address), port, openings) == (None if opened else said)


@pytest.mark.parametrize("entry", ["", "*", "http://x.example", "10.0.0.0/99", "a b", "a/b/c"])
def test_what_opens_nothing_is_said(entry: str) -> None:
    with pytest.raises(ConfigError, match="FIGUREWATCH_ALLOW"):
        parse_openings((entry,))


def test_what_a_resolver_says() -> None:
    found = addresses(["fe80::1%eth0", "fe80::1%eth1", "93.184.215.14", "93.184.215.14"])
    assert [str(address) for address in found] == ["fe80::1", "93.184.215.14"]
