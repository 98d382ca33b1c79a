"""Secrets struck out of text that is about to be logged or shown in an error."""

import re

STRUCK = "***"

_NAMED = (
    r"access_?token|refresh_?token|id_?token|auth_?token|token|client_?secret|secret|password|passwd|pwd|api_?key|"
    r"code_?verifier|code_?challenge|code|assertion|signature|sig|session_?id|session|jwt|dpop|nsec|credential|"
    r"authorization_?code|private_?key|otp|state|nonce"
)
_RULES = (
    # header: everything to the end is the secret
    (re.compile(r"(?i)\b((?:set-)?cookie2?\s*[:=]\s*)\S.*"), rf"\g<1>{STRUCK}"),
    (re.compile(r"(?i)\b((?:proxy-)?authorization\s*[\"']?\s*[:=]\s*[\"']?)(?:[a-z0-9-]+\s+)?[^\s\"',;]+"), rf"\g<1>{STRUCK}"),
    (re.compile(r"(?i)\b((?:bearer|dpop|basic|token)\s+)[a-z0-9._~+/=:-]{6,}"), rf"\g<1>{STRUCK}"),
    (re.compile(r"(?i)\b(x-[a-z-]*(?:token|key|secret|auth)[a-z-]*\s*[\"']?\s*[:=]\s*[\"']?)[^\s\"',;]+"), rf"\g<1>{STRUCK}"),
    (re.compile(rf"(?i)(?<![a-z])((?:{_NAMED})(?:%22|[\"'])?\s*(?:=|:|%3d|%3a)\s*(?:%22|[\"'])?)[^\s\"'&;,}})]+"), rf"\g<1>{STRUCK}"),
    (re.compile(r"(?i)([a-z][a-z0-9+.-]*://)[^\s/?#@]*@"), rf"\g<1>{STRUCK}@"),
    (re.compile(r"(?i)\bnsec1[02-9ac-hj-np-z]{6,}"), STRUCK),
    (re.compile(r"\beyJ[\w-]{4,}\.[\w-]+(?:\.[\w-]*)?"), STRUCK),
    (re.compile(r"\b(?:gh[pousr]_\w{16,}|xox[abprs]-[\w-]{10,}|sk-[\w-]{16,}|AKIA[0-9A-Z]{16})"), STRUCK),
    (re.compile(r"(?<![\w-])[a-z2-7]{4}(?:-[a-z2-7]{4}){3}(?![\w-])"), STRUCK),  # an app password of Bluesky
)


def redact(line: str) -> str:
    """The line with everything that looks like a token, a cookie, a password or a key struck out."""
    for pattern, put in _RULES:
        line = pattern.sub(put, line)
    return line
