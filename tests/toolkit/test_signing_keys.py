"""The key that signs: made once with nobody else's rights, or taken from the environment; a wrong one is told at once."""

import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import override_settings

from lms.toolkit.signing_keys import forget_key, key_path, new_key_text, open_to_others, public_bytes, signing_key, write_key


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path) -> Iterator[None]:
    forget_key()
    with override_settings(SIGNING_KEY_DIR=tmp_path / "keys", SIGNING_KEY=""):
        yield
    forget_key()


def test_a_key_is_made_when_first_needed_and_stays() -> None:
    first = public_bytes(signing_key())
    forget_key()
    assert public_bytes(signing_key()) == first
    assert stat.S_IMODE(key_path().stat().st_mode) == 0o600
    assert stat.S_IMODE(key_path().parent.stat().st_mode) == 0o700
    assert [path.name for path in key_path().parent.iterdir()] == ["signing.pem"]


def test_a_key_that_is_there_is_never_overwritten() -> None:
    first = public_bytes(signing_key())
    write_key(key_path(), new_key_text())
    forget_key()
    assert public_bytes(signing_key()) == first


def test_the_environment_comes_first() -> None:
    with override_settings(SIGNING_KEY=new_key_text().replace("\n", "\\n")):
        assert len(public_bytes(signing_key())) == 32
    assert not key_path().exists()


@pytest.mark.parametrize("text", ["nonsense", "密钥", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----"])
def test_a_wrong_key_is_told(text: str) -> None:
    with override_settings(SIGNING_KEY=text), pytest.raises(ImproperlyConfigured):
        signing_key()


def test_a_key_that_others_can_read_is_seen() -> None:
    signing_key()
    assert not open_to_others(key_path())
    key_path().chmod(0o644)
    assert open_to_others(key_path())
