"""What is logged holds no secrets, and still says what happened."""

import pytest

from hashtui.post.clean import log_line

JWT = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl"


@pytest.mark.parametrize(
    ("raw", "secret"),
    [
        ("Authorization: Bearer ya29.CANARY", "CANARY"),
        ("authorization: DPoP CANARY123", "CANARY123"),
        ('{"Authorization": "Basic Q0FOQVJZOmNhbmFyeQ=="}', "Q0FOQVJZ"),
        ('Authorization: OAuth oauth_consumer_key="k", oauth_signature="CANARY"', "CANARY"),
        ("Authorization: Bearer\r\n CANARY", "CANARY"),
        ("sent bearer CANARY99 to it", "CANARY99"),
        ("https://m.test/?access_token=CANARY&x=1", "CANARY"),
        ("https://m.test/?x=1&access\u200b_token=CANARY", "CANARY"),
        ("wss://m.test/%3Faccess_token%3DCANARY", "CANARY"),
        ('{"access_token": "CAN ARY", "scope": "read"}', "ARY"),
        ("{'refreshJwt': 'CANARY'}", "CANARY"),
        ("client_secret = CANARY", "CANARY"),
        ("password: hunter2", "hunter2"),
        ('api-key="CANARY"', "CANARY"),
        ("oauth_token_secret=CANARY", "CANARY"),
        ("code=CANARY&code_verifier=VERIFIER&state=x", "CANARY"),
        ("code=x&code_verifier=CANARY", "CANARY"),
        ("https://user:hunter2@m.test/", "hunter2"),
        ("git+ssh://hunter2@m.test/", "hunter2"),
        ("Set-Cookie: _session_id=CANARY; path=/; other=CANARY", "CANARY"),
        ("cookie=CANARY", "CANARY"),
        ("nsec1vl029mgpspedva04g90vltkh6fvh240zqtv9k0t9af8935ke9laqsnlfe5", "vl029mgpspedva"),
        (f"got {JWT} back", "c2lnbmF0dXJl"),
        ("app password abcd-efgh-2345-mnop refused", "efgh"),
        ("HASHTUI_TOKEN_alice=CANARY", "CANARY"),
        ("AWS_SECRET_ACCESS_KEY: CANARY", "CANARY"),
        ("Authorization%3A%20Bearer%20CANARY", "CANARY"),
        ("x-api-key: CANARY", "CANARY"),
        ("ghp_abcdefghijklmnopqrstuvwxyz0123456789", "abcdefghijkl"),
        ("-----BEGIN EC PRIVATE KEY-----\nCANARY\n-----END EC PRIVATE KEY-----", "CANARY"),
    ],
)
def test_a_secret_is_struck_out(raw: str, secret: str) -> None:
    line = log_line(raw)

    assert (secret in line, "***" in line) == (False, True)


@pytest.mark.parametrize(
    "said",
    [
        "mastodon.social: no answer (connection refused), again in 12 s",
        "https://piaille.fr/@lea/113 answered 422",
        "the code: a token is needed; state: waiting, session 3 of 4",
        "mail to a@b.test",
    ],
)
def test_ordinary_words_stay(said: str) -> None:
    assert log_line(said) == said
