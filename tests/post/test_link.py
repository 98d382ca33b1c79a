"""A link says where it leads, whatever its label says."""

import pytest

from hashtui.post.clean import clean_line
from hashtui.post.link import mention_of, read_link


@pytest.mark.parametrize(
    ("label", "href"),
    [
        ("https://example.org/a", "https://example.org/a"),
        ("http://example.org/a", "https://example.org/a"),
        ("example.org", "https://example.org/a/b"),
        ("example.org/a…", "https://example.org/a/b"),
        ("EXAMPLE.org?q", "https://example.org/?q"),
        ("example.org...", "https://example.org/long"),
        ("example.org/a", "https://www.example.org/a"),
        ("www.example.org/a", "https://www.example.org/a"),
        ("münchen.example/zoo", "https://münchen.example/zoo"),
        ("@ana@example.org", "https://example.org/@ana"),
    ],
)
def test_a_label_that_begins_with_the_host_is_shown_as_it_is(label: str, href: str) -> None:
    assert read_link(label, href)[0] == label


@pytest.mark.parametrize(
    ("label", "href", "shown"),
    [
        ("the programme", "https://example.org/p", "the programme ‹example.org›"),
        ("https://bank.example", "https://evil.test/", "https://bank.example ‹evil.test›"),
        ("evil.test.bank.example", "https://evil.test/", "evil.test.bank.example ‹evil.test›"),
        ("evil.testing", "https://evil.test/", "evil.testing ‹evil.test›"),
        ("example.o…", "https://example.org/", "example.o… ‹example.org›"),
        ("@ana@example.org", "https://evil.test/@ana", "@ana@example.org ‹evil.test›"),
        ("", "https://example.org/a", "example.org"),
    ],
)
def test_any_other_label_is_followed_by_the_host(label: str, href: str, shown: str) -> None:
    assert read_link(label, href) == (shown, clean_line(href))


def test_a_host_of_lookalike_letters_is_unmasked_and_not_opened() -> None:
    shown, url = read_link("apple.example", "https://аррӏе.example/")

    assert shown.startswith("apple.example ‹xn--")
    assert url is None


def test_a_name_before_the_host_is_not_taken_for_it() -> None:
    shown, url = read_link("bank.example", "https://bank.example@evil.test/")

    assert shown == "bank.example ‹evil.test›"
    assert url is None


@pytest.mark.parametrize("href", ["//evil.test", "/path", "javascript:alert(1)", "data:text/html,x", ""])
def test_what_is_no_web_address_is_only_its_label(href: str) -> None:
    assert read_link("label", href) == ("label", None)


@pytest.mark.parametrize("label", ["@ana", "ana", "@ANA@example.org", "@ana@example.org"])
def test_a_mention_is_shown_as_written_when_it_names_that_account(label: str) -> None:
    assert mention_of(label, clean_line("@ana@example.org")) == label


def test_a_mention_that_names_another_shows_the_account() -> None:
    assert mention_of("@bob", clean_line("@ana@example.org")) == "@bob ‹@ana@example.org›"
    assert mention_of("", clean_line("@ana@example.org")) == "@ana@example.org"


@pytest.mark.parametrize(
    "label",
    ["evil.test:80@bank.test/", "evil.test@bank.test", "https://evil.test:443@bank.test", "@a@bank.test@evil.test"],
)
def test_what_stands_before_an_at_sign_is_no_host(label: str) -> None:
    assert read_link(label, "https://evil.test/x")[0] == f"{label} ‹evil.test›"


def test_letters_that_only_look_it_up_alike_are_another_host() -> None:
    assert read_link("faß.test", "https://fass.test/")[0] == "faß.test ‹fass.test›"
