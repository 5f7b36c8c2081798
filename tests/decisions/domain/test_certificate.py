"""A certificate's signed text: whatever is changed, it doesn't verify any more; and two programs agree about it."""

import importlib.util
import os
import random
import string
from datetime import date
from decimal import Decimal
from pathlib import Path
from types import ModuleType

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st

from lms.decisions.domain.certificate import (
    InvalidCertificate,
    Terms,
    from_base64,
    key_id_of,
    payload_of,
    read_payload,
    seal_file,
    sign,
    to_base64,
    token_of,
    verify_file,
    verify_token,
)
from lms.decisions.domain.certificate_number import certificate_number, tidy_number, well_formed
from lms.decisions.domain.certificate_states import STEPS, masked_name, may_become, status_on

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
PUBLIC = KEY.public_key().public_bytes_raw()
KEYS = {key_id_of(PUBLIC): PUBLIC}
TERMS = Terms(
    key_id=key_id_of(PUBLIC),
    number="DEMO-2026-000123-K7QF-13",
    bank="青禾农村商业银行",
    holder="李𬭊",
    nodes=("investigation", "report"),
    level="4",
    amount_limit=Decimal("300000.00"),
    products=("经营贷",),
    issued_on=date(2026, 5, 21),
    starts_on=date(2026, 5, 21),
    ends_on=date(2028, 5, 20),
)
PAYLOAD = payload_of(TERMS)
TOKEN = token_of(PAYLOAD, sign(PAYLOAD, KEY))
FILE = seal_file(b"%PDF-1.4\n/Keywords (" + TOKEN.encode() + b")\n%%EOF\n", KEY, TERMS.key_id)
ALPHABET = string.ascii_letters + string.digits + "-_."
MUTATIONS = int(os.environ.get("MUTATIONS", "400"))


def alone() -> ModuleType:
    """The verifier that needs none of our code."""
    path = Path(__file__).parents[3] / "docs" / "formats" / "verify_certificate.py"
    spec = importlib.util.spec_from_file_location("verify_certificate", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


ALONE = alone()


def genuine(token: str) -> bool:
    """What both programs say; they must agree."""
    try:
        verify_token(token, KEYS)
        ours = True
    except InvalidCertificate:
        ours = False
    try:
        ALONE.verify_token(token, KEYS)
        theirs = True
    except ALONE.NotGenuine:
        theirs = False
    assert ours == theirs
    return ours


def genuine_file(data: bytes) -> bool:
    try:
        verify_file(data, KEYS)
        ours = True
    except InvalidCertificate:
        ours = False
    try:
        ALONE.verify_file(data, KEYS)
        theirs = True
    except ALONE.NotGenuine:
        theirs = False
    assert ours == theirs
    return ours


def test_what_was_signed_is_read_back() -> None:
    assert verify_token(TOKEN, KEYS) == TERMS
    assert verify_token(f"https://example.test/verify/{TERMS.number}/#{TOKEN}", KEYS) == TERMS
    assert genuine(TOKEN) and genuine_file(FILE)
    assert verify_file(FILE, KEYS) == TERMS


def test_an_address_names_its_own_certificate() -> None:
    assert not genuine(f"https://example.test/verify/OTHER-2026-000123-K7QF-13/#{TOKEN}")


@settings(max_examples=MUTATIONS, deadline=None)
@given(st.integers(0, len(TOKEN) - 1), st.sampled_from(ALPHABET))
def test_a_changed_character_does_not_verify(place: int, letter: str) -> None:
    changed = TOKEN[:place] + letter + TOKEN[place + 1 :]
    assert genuine(changed) is (changed == TOKEN)


def test_every_flipped_bit_of_the_signed_text_is_seen() -> None:
    signature = sign(PAYLOAD, KEY)
    for place in range(len(PAYLOAD) * 8):
        flipped = bytearray(PAYLOAD)
        flipped[place // 8] ^= 1 << place % 8
        assert not genuine(token_of(bytes(flipped), signature))


def test_changed_bytes_of_a_file_are_seen() -> None:
    chance = random.Random(4)
    for _turn in range(MUTATIONS):
        changed = bytearray(FILE)
        changed[chance.randrange(len(FILE))] ^= 1 << chance.randrange(8)
        assert not genuine_file(bytes(changed))
    for cut in (FILE[:-1], FILE + b"\n", FILE[1:], FILE[:40], b"", FILE + FILE):
        assert genuine_file(cut) is (cut == FILE)


@pytest.mark.long
def test_ten_thousand_changed_tokens() -> None:
    chance = random.Random(7)
    for _turn in range(10_000):
        letters = list(TOKEN)
        for _change in range(chance.randint(1, 4)):
            place = chance.randrange(len(letters))
            match chance.randrange(3):
                case 0:
                    letters[place] = chance.choice(ALPHABET)
                case 1:
                    letters.insert(place, chance.choice(ALPHABET))
                case 2:
                    del letters[place]
        changed = "".join(letters)
        assert genuine(changed) is (changed == TOKEN)


@given(st.text(max_size=200))
def test_any_text_is_refused_in_order(text: str) -> None:
    assert not genuine(text)


@given(st.binary(max_size=300))
def test_any_payload_is_refused_even_if_it_is_signed(payload: bytes) -> None:
    with pytest.raises(InvalidCertificate):
        read_payload(payload)


def test_another_spelling_of_the_same_text_is_refused() -> None:
    loose = PAYLOAD.replace(b'"v":1', b'"v": 1')
    with pytest.raises(InvalidCertificate):
        verify_token(token_of(loose, sign(loose, KEY)), KEYS)


def test_an_unknown_key_is_told_apart() -> None:
    with pytest.raises(InvalidCertificate) as problem:
        verify_token(TOKEN, {})
    assert problem.value.code == "unknown_key"
    stranger = Ed25519PrivateKey.generate()
    with pytest.raises(InvalidCertificate) as problem:
        verify_token(token_of(PAYLOAD, sign(PAYLOAD, stranger)), KEYS)
    assert problem.value.code == "not_signed"


@given(st.binary(max_size=80))
def test_base64_has_one_spelling(data: bytes) -> None:
    assert from_base64(to_base64(data)) == data


terms = st.builds(
    Terms,
    key_id=st.just(TERMS.key_id),
    number=st.just(TERMS.number),
    bank=st.text(max_size=30),
    holder=st.text(min_size=1, max_size=30),
    nodes=st.lists(st.sampled_from(["report", "post_loan"])).map(tuple),
    level=st.sampled_from(["3a", "4", "5"]),
    amount_limit=st.none() | st.decimals(min_value=Decimal("0.01"), max_value=Decimal("99999999.99"), places=2),
    products=st.lists(st.text(max_size=10), max_size=3).map(tuple),
    issued_on=st.dates(),
    starts_on=st.dates(),
    ends_on=st.none() | st.dates(),
)


@given(terms)
def test_every_terms_come_back(given_terms: Terms) -> None:
    assert read_payload(payload_of(given_terms)) == given_terms


NUMBER = certificate_number(prefix="demo", year=2026, sequence=123, tail="K7QF")


def test_a_number_is_as_it_is_documented() -> None:
    assert NUMBER == "DEMO-2026-000123-K7QF-13"
    assert well_formed(NUMBER)
    long = certificate_number(prefix="a-very-long-code-of-a-bank", year=2026, sequence=1234567, tail="AAAA")
    assert well_formed(long)


def test_a_wrong_character_in_a_number_is_found() -> None:
    for place, old in enumerate(NUMBER):
        for letter in string.ascii_uppercase + string.digits:
            if old != "-" and letter != old:
                assert not well_formed(NUMBER[:place] + letter + NUMBER[place + 1 :]), (place, letter)


def test_two_swapped_neighbours_are_found() -> None:
    for place in range(len(NUMBER) - 1):
        left, right = NUMBER[place], NUMBER[place + 1]
        if "-" not in (left, right) and left != right:
            assert not well_formed(NUMBER[:place] + right + left + NUMBER[place + 2 :]), place


def test_a_number_may_be_typed_in_many_ways() -> None:
    assert tidy_number(" ｄｅｍｏ－2026—000123 -k7qf- 13 ") == NUMBER


@given(st.text(max_size=60))
def test_any_text_is_a_number_or_not(text: str) -> None:
    assert well_formed(tidy_number(text)) in (True, False)


@pytest.mark.parametrize(
    ("state", "start", "end", "day", "worth"),
    [
        ("active", 1, 30, 1, "valid"),
        ("active", 1, 30, 30, "valid"),
        ("active", 1, 29, 30, "expired"),
        ("active", 2, 30, 1, "not_yet"),
        ("active", 1, None, 30, "valid"),
        ("suspended", 1, 2, 30, "suspended"),
        ("revoked", 5, 6, 1, "revoked"),
        ("replaced", 1, 30, 3, "replaced"),
    ],
)
def test_what_a_certificate_is_worth(state: str, start: int, end: int | None, day: int, worth: str) -> None:
    ends_on = date(2026, 4, end) if end else None
    assert status_on(state, starts_on=date(2026, 4, start), ends_on=ends_on, day=date(2026, 4, day)) == worth


def test_nothing_comes_back_from_the_end() -> None:
    assert [state for state, further in STEPS.items() if not further] == ["revoked", "replaced", "lapsed"]
    assert not may_become("replaced", "active") and not may_become("nonsense", "active")


@pytest.mark.parametrize(("name", "masked"), [("李小明", "李**"), ("王芳", "王*"), ("李", "*"), ("欧阳婉清", "欧***"), ("", "*")])
def test_names_are_masked(name: str, masked: str) -> None:
    assert masked_name(name) == masked
