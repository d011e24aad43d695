"""Only public web addresses are touched, however an inside one is written."""

import ipaddress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from torimatome.errors import Refused, SetupError
from torimatome.outside.address import (
    MAX_URL,
    SystemConnector,
    check_address,
    check_url,
    not_public,
    plain_host,
)

INSIDE = (
    "0.0.0.0", "10.1.2.3", "100.64.0.1", "100.127.255.254", "127.0.0.1", "127.255.0.9",
    "169.254.169.254", "172.16.0.1", "172.31.255.255", "192.0.0.8", "192.0.2.1", "192.88.99.1",
    "192.168.0.1", "198.18.0.1", "198.19.255.255", "198.51.100.7", "203.0.113.9", "224.0.0.1",
    "239.255.255.250", "240.0.0.1", "255.255.255.255", "::", "::1", "::127.0.0.1",
    "::ffff:8.8.8.8", "::ffff:127.0.0.1", "64:ff9b::808:808", "64:ff9b:1::1", "100::1",
    "2001::1", "2001:2::1", "2001:db8::1", "2002:7f00:1::1", "3fff::1", "5f00::1", "fc00::1",
    "fd12:3456::1", "fe80::1", "fe80::1%eth0", "fec0::1", "ff02::1",
)  # fmt: skip
PUBLIC = ("8.8.8.8", "93.184.216.34", "172.32.0.1", "100.128.0.1", "2606:2800:220:1::1", "2a00::1")


@pytest.mark.parametrize("address", INSIDE)
def test_an_inside_address_is_told_from_a_public_one(address: str) -> None:
    assert not_public(address)
    with pytest.raises(Refused, match="allow_hosts"):
        check_address(address, check_url("http://outlet.example/"))


@pytest.mark.parametrize("address", PUBLIC)
def test_a_public_address_is_taken(address: str) -> None:
    assert not_public(address) == ""


@given(st.ip_addresses(v=4))
@settings(max_examples=150)
def test_we_are_never_laxer_than_the_standard_library_on_ipv4(
    address: ipaddress.IPv4Address,
) -> None:
    if not address.is_global or address.is_multicast:
        assert not_public(str(address)), address


@given(st.ip_addresses(v=6))
@settings(max_examples=150)
def test_we_are_never_laxer_than_the_standard_library_on_ipv6(
    address: ipaddress.IPv6Address,
) -> None:
    if not address.is_global or address.is_multicast:
        assert not_public(str(address)), address


def test_an_allowed_host_may_be_anywhere_and_on_any_port() -> None:
    allowed = {"desk.internal", "127.0.0.1"}
    place = check_url("http://desk.internal:22/feed", allowed)
    check_address("10.0.0.7", place, allowed)
    assert check_url("http://127.0.0.1:9/", allowed).port == 9


def test_allowing_a_host_allows_no_other_spelling_and_no_subdomain() -> None:
    allowed = {"127.0.0.1", "localhost"}
    for url in ("http://2130706433/", "http://127.0.0.2/", "http://a.localhost/"):
        with pytest.raises(Refused):
            check_url(url, allowed)


def test_allowed_hosts_are_compared_in_one_spelling() -> None:
    assert plain_host(" LocalHost. ") == "localhost"
    assert plain_host("[::1]") == "::1"
    assert plain_host("日本.example") == "xn--wgv71a.example"


@pytest.mark.parametrize("host", ["", "http://a.example/", "a b", "127.1", "a/b", "10.0.0.0/8"])
def test_an_allowed_host_that_is_no_host_stops_the_desk(host: str) -> None:
    with pytest.raises(SetupError, match="allow_hosts"):
        plain_host(host)


@pytest.mark.parametrize(
    ("url", "plain"),
    [
        ("HTTP://News.Example:80", "http://news.example/"),
        ("https://news.example.:443/a?b#c", "https://news.example/a?b"),
        ("http://例え.example/記事?語=1", "http://xn--r8jz45g.example/%E8%A8%98%E4%BA%8B?%E8%AA%9E=1"),
        ("http://news.example/100%/%E3%81%82", "http://news.example/100%/%E3%81%82"),
        ("http://[2606:2800:220:1:0::1]/", "http://[2606:2800:220:1::1]/"),
        ("http://news.example:8080/", "http://news.example:8080/"),
    ],
)  # fmt: skip
def test_a_public_address_is_brought_into_one_spelling(url: str, plain: str) -> None:
    place = check_url(url)
    assert place.url == plain
    assert check_url(place.url) == place


@pytest.mark.parametrize("port", [0, 21, 22, 25, 445, 1023, 6000, 6667])
def test_ports_of_other_protocols_are_refused(port: int) -> None:
    with pytest.raises(Refused, match="port"):
        check_url(f"http://news.example:{port}/")


def test_the_longest_address_is_taken_and_one_letter_more_is_not() -> None:
    start = "http://news.example/"
    assert check_url(start + "a" * (MAX_URL - len(start)))
    with pytest.raises(Refused, match="characters long"):
        check_url(start + "a" * (MAX_URL - len(start) + 1))


@given(st.text(max_size=60))
@settings(max_examples=200)
def test_any_text_is_either_a_plain_place_or_refused(text: str) -> None:
    for url in (text, "http://" + text, f"http://news.example/{text}"):
        try:
            place = check_url(url)
        except Refused:
            continue
        assert place.url.isascii()
        assert " " not in place.url
        assert check_url(place.url) == place


@given(st.ip_addresses(v=4), st.sampled_from(["{0}", "0x{0:08x}", "0{0:o}", "{0}."]))
@settings(max_examples=100)
def test_an_ipv4_address_written_as_one_number_is_always_refused(
    address: ipaddress.IPv4Address, form: str
) -> None:
    with pytest.raises(Refused):
        check_url(f"http://{form.format(int(address))}/")


def test_the_connector_takes_addresses_only_and_never_looks_up_a_name() -> None:
    with pytest.raises(ValueError):
        SystemConnector().connect("localhost", 80, 1.0)
