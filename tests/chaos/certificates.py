"""Certificates made on the spot: one good, the others each wrong in one way."""

import ipaddress
import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import NameOID

KINDS = ("good", "expired", "not_yet", "wrong_host", "self_signed", "weak_key")

NAME = "chaos.example"
"""The name the good ones are for, beside 127.0.0.1."""

Key = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey


class Certificates:
    """An authority of our own in `folder`; `authority` is the file that makes a client trust it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._certificate = self._sign("chaos authority", self._key, authority=True)
        self.authority = folder / "authority.pem"
        self.authority.write_bytes(self._certificate.public_bytes(serialization.Encoding.PEM))

    def server_context(self, kind: str) -> ssl.SSLContext:
        """What a server with a certificate of that kind listens with."""
        now = datetime.now(UTC)
        key: Key = ec.generate_private_key(ec.SECP256R1())
        host, since, until, own = "127.0.0.1", now - timedelta(days=1), now + timedelta(days=1), False
        match kind:
            case "expired":
                since, until = now - timedelta(days=30), now - timedelta(days=2)
            case "not_yet":
                since, until = now + timedelta(days=2), now + timedelta(days=30)
            case "wrong_host":
                host = "192.0.2.1"
            case "self_signed":
                own = True
            case "weak_key":
                key = rsa.generate_private_key(65537, 1024)
        certificate = self._sign("chaos server", key, host=host, since=since, until=until, own=own)
        pem = self._folder / f"{kind}.pem"
        secret = key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        pem.write_bytes(secret + certificate.public_bytes(serialization.Encoding.PEM))
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        if kind == "weak_key":
            context.set_ciphers("ALL:@SECLEVEL=0")
        context.load_cert_chain(pem)
        return context

    def _sign(
        self,
        name: str,
        key: Key,
        *,
        host: str = "127.0.0.1",
        since: datetime | None = None,
        until: datetime | None = None,
        own: bool = False,
        authority: bool = False,
    ) -> x509.Certificate:
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        own = own or authority
        now = datetime.now(UTC)
        builder = (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(subject if own else self._certificate.subject)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(since or now - timedelta(days=1))
            .not_valid_after(until or now + timedelta(days=1))
            .add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
        )
        if not authority:
            names = [x509.IPAddress(ipaddress.ip_address(host)), x509.DNSName(NAME if host == "127.0.0.1" else "other")]
            builder = builder.add_extension(x509.SubjectAlternativeName(names), critical=False)
        return builder.sign(key if own else self._key, hashes.SHA256())
