"""Secrets struck out of text that is about to be logged or shown in an error."""

import re

STRUCK = "***"

_ALWAYS = (
    r"(?:access|refresh|id|auth|bearer|csrf|xsrf)[_-]?(?:token|jwt)|oauth_(?:token|verifier)(?:_secret)?|token(?:_\w{1,40})?|"
    r"client[_-]?secret|secret|password|passwd|passphrase|pwd|(?:api|private|secret|access)[_-]?key|"
    r"code[_-]?verifier|client_assertion|assertion|jwt|dpop|nsec|credentials?|authorization_code"
)
"""Names whose value is a secret, however the two are written beside each other."""
_IN_QUERIES = r"code|state|nonce|sig|signature|otp|session|session[_-]?id|sid|key|auth|pass"
"""Names that are ordinary words too: their value is a secret where it follows `=` or stands in quotes."""
_QUOTE = r"(?:%22|\\?[\"'])"
_VALUE = r"(?:\"[^\"]*\"|'[^']*'|[^\s\"'&;,})\]]+)"
_SIGN = r"(?:[=:]|%3d|%3a)"
_LETTER = r"(?<![a-z])"

_RULES = tuple(
    (re.compile(pattern, re.IGNORECASE), put)
    for pattern, put in (
        (r"-----BEGIN [a-z ]{0,40}PRIVATE KEY.*?(?:-----END [a-z ]{0,40}-----|$)", STRUCK),
        (rf"({_LETTER}(?:set-)?cookie2?{_QUOTE}?\s*{_SIGN}\s*)\S.*", rf"\g<1>{STRUCK}"),
        (rf"({_LETTER}(?:proxy-)?authorization{_QUOTE}?\s*{_SIGN}\s*)\S.*", rf"\g<1>{STRUCK}"),
        (r"\b((?:bearer|dpop|basic)(?:\s|%20)+)[a-z0-9._~+/=:-]{6,}", rf"\g<1>{STRUCK}"),
        (rf"({_LETTER}(?:{_ALWAYS}){_QUOTE}?\s*{_SIGN}\s*){_VALUE}", rf"\g<1>{STRUCK}"),
        (rf"({_LETTER}(?:{_IN_QUERIES})(?:=|%3d)\s*){_VALUE}", rf"\g<1>{STRUCK}"),
        (rf"({_LETTER}(?:{_IN_QUERIES}){_QUOTE}\s*:\s*)\"[^\"]*\"", rf"\g<1>{STRUCK}"),
        (r"(//)[^\s/?#@]+@", rf"\g<1>{STRUCK}@"),
        (r"\bn(?:crypt)?sec1[02-9ac-hj-np-z]{6,}", STRUCK),
        (r"\beyJ[\w-]{4,}\.[\w-]+(?:\.[\w-]*)?", STRUCK),
        (
            r"\b(?:gh[pousr]_\w{16,}|xox[abprs]-[\w-]{10,}|sk-[\w-]{16,}|akia[0-9a-z]{16}|aiza[\w-]{30,}|github_pat_\w{16,})",
            STRUCK,
        ),
        (r"(?<![\w-])[a-z2-7]{4}(?:-[a-z2-7]{4}){3}(?![\w-])", STRUCK),  # an app password of Bluesky
    )
)


def redact(line: str) -> str:
    """The line with everything that looks like a token, a cookie, a password or a key struck out."""
    for pattern, put in _RULES:
        line = pattern.sub(put, line)
    return line
