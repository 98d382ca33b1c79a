"""What TLS asks of a server: a certificate of its name from an authority this machine trusts, TLS 1.2 or newer."""

import ssl
from pathlib import Path

import certifi


def strict_context() -> ssl.SSLContext:
    """A context that verifies, with the system's authorities where there are any, else certifi's.

    Not ssl.create_default_context: that one writes the session keys to SSLKEYLOGFILE.
    """
    context = bare_context()
    paths = ssl.get_default_verify_paths()
    if paths.cafile or (paths.capath and any(Path(paths.capath).iterdir())):
        context.load_default_certs()
    else:
        context.load_verify_locations(certifi.where())
    return context


def bare_context() -> ssl.SSLContext:
    """A context that trusts nobody: what a client of plain http is given so that it makes none of its own."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context
