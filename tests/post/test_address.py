"""Where a URL leads, whether it may be opened, and how a person sees it."""

import pytest

from hashtui.post.clean import clean_url, real_host, shown_url


@pytest.mark.parametrize(
    ("raw", "url"),
    [
        ("https://ok.test/a?b=c#d", "https://ok.test/a?b=c#d"),
        ("  HTTPS://OK.Test  ", "https://ok.test/"),
        ("http://ok.test:80/x", "http://ok.test/x"),
        ("https://ok.test:8443/x", "https://ok.test:8443/x"),
        ("https://ok.test./", "https://ok.test/"),
        ("https://bücher.de/ä b".replace(" ", ""), "https://xn--bcher-kva.de/%C3%A4b"),
        ("https://例え。jp/", "https://xn--r8jz45g.jp/"),
        ("https://ok.test/%0a?q=%20'\"<>`", "https://ok.test/%0a?q=%20%27%22%3C%3E%60"),
        ("https://ok.test/\u202egpj", "https://ok.test/%E2%80%AEgpj"),
        ("http://0x7f.1/", "http://127.0.0.1/"),
        ("http://2130706433/", "http://127.0.0.1/"),
        ("http://0177.0.0.1:3000/@a/1", "http://127.0.0.1:3000/@a/1"),
        ("http://１２７.0.0.1/", "http://127.0.0.1/"),
        ("http://[0:0::1]:3000/", "http://[::1]:3000/"),
        ("https://xn--i-7iq.ws/", "https://xn--i-7iq.ws/"),  # a heart, which no name may hold, but which exists
    ],
)
def test_a_sane_url_is_written_anew(raw: str, url: str) -> None:
    assert clean_url(raw) == url


@pytest.mark.parametrize(
    "raw",
    [
        "", "javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", "file:///etc/passwd", "ftp://a.test/",
        "mailto:a@a.test", "view-source:https://a.test", "smb://a.test/x", "x-terminal://a", "//a.test/", "a.test",
        "/etc/passwd", "-remote=x", "--help", "%action--incognito", "\\\\a.test\\share", "https:a.test",
        "https:/a.test", "https:///a.test", "https://", "https://?x", "https://a.test/\n--new-window",
        "https://a.test/ b", "https://a.\ttest/", "https://a.test/\x1b]0;t\x07", "https://a.test/\x9b",
        "https://a.test/\u2028x", "https://evil.test\\@bank.test/", "https://a.test/\ud800",
        "https://bank.test@evil.test/", "https://user:pass@a.test/", "https://@a.test/",
        "https://bank.test\u2024evil.test/", "https://bank\u2215login.test/", "https://ok\u200b.test/",
        "https://%65vil.test/", "https://a..test/", "https://-a.test/", "https://a.test:0/",
        "https://a.test:99999/", "https://a.test:x/", "https://a.test:٨٠/", "https://[::1", "https://[::1%25eth0]/",
        "https://[x]/", "https://1.2.3.4.5/", "https://256.1.1.1/", "https://1.2.3.x.4/", "https://аррӏе.com/",
        "https://gооgle.com/", "https://xn--80ak6aa92e.com/", "https://bankノlogin.test/",
        "https://" + "a" * 70 + ".test/", "https://" + "a." * 130 + "test/", "https://a.test/" + "a" * 70_000,
        "https://xn--\u0301.test", "https://a.test:/", "https://😀.test/",
    ],
)  # fmt: skip
def test_nothing_else_is_opened(raw: str) -> None:
    assert clean_url(raw) is None


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://bank.test@evil.test/login", "evil.test/login"),
        ("https://bank.test%2f@evil.test/", "evil.test/"),
        ("https://evil.test/https://bank.test/login", "evil.test/https://bank.test/login"),
        ("https://evil.test#@bank.test/", "evil.test/#@bank.test/"),
        ("https://[::1]:80/", "[::1]:80/"),
        ("https://0x7f.1/", "127.0.0.1/"),
        ("https://аррӏе.com/", "xn--80ak6aa92e.com/"),
        ("https://xn--bcher-kva.de/", "bücher.de/"),
        ("at://did:plc:x/y", "at://did:plc:x/y"),
        ("javascript:\x1b[2J", "javascript:␛[2J"),
    ],
)
def test_the_true_host_is_read_first(url: str, shown: str) -> None:
    assert shown_url(url) == shown


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://bank.test@evil.test/", "evil.test"),
        ("https://evil.test\\@bank.test/", None),
        ("https://bank.test\u2024evil.test/", None),
        ("at://did:plc:x/y", None),
    ],
)
def test_a_host_is_told_only_where_there_is_no_doubt(url: str, host: str | None) -> None:
    assert real_host(url) == host
