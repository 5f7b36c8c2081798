"""A message is over at its deadline, whatever the other side does, with encryption as without."""

import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from lms.toolkit.pinned_post import Posted, post_pinned

SECONDS = 1.0
# Much shorter than the deadline: each byte would keep a timeout of the socket's own from ever coming.
DRIP = 0.1
Behaviour = Callable[[socket.socket], None]


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate of localhost's own, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=3650))
        .not_valid_after(now + timedelta(days=3650))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path_factory.mktemp("tls") / "localhost.pem"
    private = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    path.write_bytes(private + made.public_bytes(serialization.Encoding.PEM))
    return path


@pytest.fixture
def listen(certificate: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., str]]:
    """Starts a receiver on a port of its own and says its address; with ``scheme`` https its certificate is believed."""
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    doors: list[socket.socket] = []
    over = threading.Event()

    def serve(door: socket.socket, behave: Behaviour, secure: bool) -> None:
        with suppress(OSError):
            caller: socket.socket = door.accept()[0]
            if secure:
                context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
                context.load_cert_chain(certificate)
                caller = context.wrap_socket(caller, server_side=True)
            with closing(caller):
                while not over.is_set():
                    behave(caller)

    def start(behave: Behaviour, scheme: str, *, secure: bool | None = None) -> str:
        door = socket.create_server(("127.0.0.1", 0))
        doors.append(door)
        encrypted = scheme == "https" if secure is None else secure
        threading.Thread(target=serve, args=(door, behave, encrypted), daemon=True).start()
        return f"{scheme}://localhost:{door.getsockname()[1]}/webhook"

    yield start
    over.set()
    for door in doors:
        door.close()


def nothing_refused(_address: str) -> str:
    return ""


def post(url: str) -> Posted:
    return post_pinned(url, b"{}", {}, refuse=nothing_refused, seconds=SECONDS)


def drip(caller: socket.socket) -> None:
    """A status line that never ends."""
    caller.sendall(b"H")
    time.sleep(DRIP)


def go_on(caller: socket.socket) -> None:
    caller.sendall(b"HTTP/1.1 100 Continue\r\n\r\n")
    time.sleep(DRIP)


def say_yes(caller: socket.socket) -> None:
    caller.recv(4096)
    caller.sendall(b"HTTP/1.1 204 No Content\r\n\r\n")


def stay_silent(caller: socket.socket) -> None:
    time.sleep(DRIP)


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_an_answer_arrives(listen: Callable[..., str], scheme: str) -> None:
    assert post(listen(say_yes, scheme)).status == 204


@pytest.mark.parametrize("scheme", ["http", "https"])
@pytest.mark.parametrize("behave", [drip, go_on, stay_silent])
def test_it_is_over_at_its_deadline(listen: Callable[..., str], scheme: str, behave: Behaviour) -> None:
    url, began = listen(behave, scheme), time.monotonic()
    with pytest.raises(TimeoutError):
        post(url)
    assert SECONDS * 0.9 < time.monotonic() - began < SECONDS * 3


def test_a_handshake_has_no_longer(listen: Callable[..., str]) -> None:
    """The other side takes the connection and begins a record of the longest size, byte by byte."""

    def begin(caller: socket.socket) -> None:
        caller.sendall(b"\x16\x03\x03\x40\x00" + b"\x02")
        while True:
            time.sleep(DRIP)
            caller.sendall(b"\x00")

    url, began = listen(begin, "https", secure=False), time.monotonic()
    with pytest.raises(TimeoutError):
        post(url)
    assert time.monotonic() - began < SECONDS * 3


def test_a_silent_name_server_has_no_longer(monkeypatch: pytest.MonkeyPatch) -> None:
    over = threading.Event()

    def silent(*_asked: Any, **_more: Any) -> list[Any]:
        over.wait(SECONDS * 10)
        raise socket.gaierror

    monkeypatch.setattr(socket, "getaddrinfo", silent)
    began = time.monotonic()
    with pytest.raises(TimeoutError):
        post("https://loans.example/")
    assert time.monotonic() - began < SECONDS * 3
    over.set()


def test_a_certificate_of_another_name_is_refused(listen: Callable[..., str]) -> None:
    with pytest.raises(ssl.SSLCertVerificationError):
        post(listen(say_yes, "https").replace("localhost", "127.0.0.1"))
