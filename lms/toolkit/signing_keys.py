"""The private key that signs: from the environment, or from a file that only its owner can read, made when first needed."""

import os
from functools import cache
from pathlib import Path

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

KEY_FILE = "signing.pem"
_OTHERS = 0o077


def key_path() -> Path:
    return Path(settings.SIGNING_KEY_DIR) / KEY_FILE


def signing_key() -> Ed25519PrivateKey:
    """The key of this installation; every process finds the same one."""
    return _read(settings.SIGNING_KEY) if settings.SIGNING_KEY else _from_file(str(key_path()))


def public_bytes(key: Ed25519PrivateKey) -> bytes:
    return key.public_key().public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)


def new_key_text() -> str:
    """A fresh private key as PEM text."""
    encoding, form = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8
    return Ed25519PrivateKey.generate().private_bytes(encoding, form, serialization.NoEncryption()).decode()


def open_to_others(path: Path) -> bool:
    """Whether anybody but the owner may read the file."""
    return bool(path.stat().st_mode & _OTHERS)


@cache
def _from_file(name: str) -> Ed25519PrivateKey:
    path = Path(name)
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        write_key(path, new_key_text())
    return _read(path.read_text(encoding="ascii"))


def write_key(path: Path, text: str) -> None:
    """Whole or not at all, and never over another key: of two processes that begin together the first one's key counts."""
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()


def forget_key() -> None:
    """Read the file again: it was replaced."""
    _from_file.cache_clear()


@cache
def _read(text: str) -> Ed25519PrivateKey:
    """PEM; in an environment variable ``\\n`` may stand for the ends of lines."""
    try:
        key = serialization.load_pem_private_key(text.replace("\\n", "\n").encode("ascii"), password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise ImproperlyConfigured("The signing key can't be read: an Ed25519 private key as PEM is needed.") from error
    if not isinstance(key, Ed25519PrivateKey):
        raise ImproperlyConfigured("The signing key is of another kind: an Ed25519 private key as PEM is needed.")
    return key
