"""Certificates are checked strictly beside the lenient fetch of pages."""

import asyncio
import ssl
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from crawlers.certificates import CertificateDesk
from gongkai_monitor.clock import now
from gongkai_monitor.model.observations import Certificate

HOST = "localhost"


def signed(
    folder: Path, *, name: str = HOST, days: int = 30, issuer: "Root | None" = None
) -> tuple[Path, Path]:
    """A certificate and its key as files; without issuer signed by itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    start = now() - timedelta(days=60)
    built = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer.name if issuer else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(now() + timedelta(days=days))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .sign(issuer.key if issuer else key, hashes.SHA256())
    )
    paths = folder / "cert.pem", folder / "key.pem"
    paths[0].write_bytes(built.public_bytes(serialization.Encoding.PEM))
    paths[1].write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return paths


class Root:
    """A made-up authority."""

    def __init__(self, name: str = "Practice root") -> None:
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        start = now() - timedelta(days=90)
        self.certificate = (
            x509.CertificateBuilder()
            .subject_name(self.name)
            .issuer_name(self.name)
            .public_key(self.key.public_key())
            .serial_number(1)
            .not_valid_before(start)
            .not_valid_after(start + timedelta(days=900))
            .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
            .sign(self.key, hashes.SHA256())
        )

    def context(self) -> ssl.SSLContext:
        pem = self.certificate.public_bytes(serialization.Encoding.PEM).decode()
        return ssl.create_default_context(cadata=pem)


def look(files: tuple[Path, Path], context: ssl.SSLContext, *, host: str = HOST) -> Certificate:
    """One handshake with a server that shows these files."""

    async def run() -> Certificate | None:
        loop = asyncio.get_running_loop()
        loop.set_exception_handler(lambda *_: None)  # a refused handshake is expected
        shown = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        shown.load_cert_chain(*files)
        server = await asyncio.start_server(
            lambda _, writer: writer.close(), "127.0.0.1", 0, ssl=shown
        )
        port = server.sockets[0].getsockname()[1]
        desk = CertificateDesk(lambda *_: True, context)
        url = f"https://{host}:{port}/"
        row = await desk.look(url, "r1")
        assert await desk.look(url, "r1") is None, "a host is checked once"
        server.close()
        return row

    row = asyncio.run(run())
    assert row is not None
    return row


def test_a_valid_certificate_tells_when_it_ends(tmp_path: Path) -> None:
    root = Root()
    row = look(signed(tmp_path, issuer=root), root.context())
    assert row.state == "valid"
    assert row.expires_at is not None
    assert row.expires_at > now()


@pytest.mark.parametrize(
    ("more", "expected"),
    [({"days": -1}, "expired"), ({"name": "www.other.test"}, "wrong_host")],
)
def test_faults_are_told_apart(tmp_path: Path, more: dict[str, object], expected: str) -> None:
    root = Root()
    files = signed(tmp_path, issuer=root, **more)  # type: ignore[arg-type]
    assert look(files, root.context()).state == expected


def test_self_signed_and_unknown_root(tmp_path: Path) -> None:
    assert look(signed(tmp_path), Root().context()).state == "self_signed"
    assert (
        look(signed(tmp_path, issuer=Root("Other root")), Root().context()).state == "unknown_root"
    )


def test_a_machine_without_roots_accuses_nobody(tmp_path: Path) -> None:
    bare = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    assert look(signed(tmp_path, issuer=Root()), bare).state == "unknown"


def test_an_address_that_may_not_be_connected_to_is_left_alone() -> None:
    desk = CertificateDesk(lambda *_: False)
    row = asyncio.run(desk.look("https://127.0.0.1:9/", "r1"))
    assert row is not None
    assert row.state == "unknown"
    assert asyncio.run(desk.look("http://127.0.0.1/", "r1")) is None
