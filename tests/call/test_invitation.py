"""Links: what they carry, what they hide."""

import hashlib
import hmac
import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counselling.call.host.places import places_of
from counselling.call.link.invitation import (
    Invitation,
    base64url,
    dialled,
    invite,
    new_room,
    read_link,
)
from counselling.call.link.plan import Invited, Plan, ServerAddress
from counselling.call.link.room import Role
from counselling.errors import LinkRefused

ROOM = "abcdefghijklmnopqrstuvwx23"
SECRET = bytes(range(32))


def hkdf(secret: bytes, salt: bytes, info: bytes) -> bytes:
    """RFC 5869 for one block, written from the standard and not from the code."""
    extracted = hmac.new(salt, secret, hashlib.sha256).digest()
    return hmac.new(extracted, info + b"\x01", hashlib.sha256).digest()


@given(
    st.binary(min_size=32, max_size=32),
    st.sampled_from(["", "en", "de", "pt-BR"]),
    st.sampled_from(["", "+49301234567", "03012345"]),
)
def test_link_reads_back_as_the_invitation_it_was_made_of(
    secret: bytes, language: str, telephone: str
) -> None:
    invitation = Invitation(
        "https://visit.clinic.example", ROOM, secret, language, telephone=telephone
    )
    assert read_link(invitation.link) == invitation


@pytest.mark.parametrize(
    ("told", "digits"),
    [
        ("+49 (0)30 123-45", "+493012345"),
        ("(030) 123 45.67", "0301234567"),
        ("", ""),
        ("112", ""),
        ("+49 30 12345 ext. 12", ""),
        ("ask at the desk", ""),
        ("1" * 21, ""),
    ],
)
def test_link_carries_a_telephone_number_that_can_be_dialled(told: str, digits: str) -> None:
    assert dialled(told) == digits


def test_everybodys_link_carries_the_clinics_number() -> None:
    people = (Invited(Role.PATIENT), Invited(Role.RELATIVE))
    plan = Plan(ServerAddress("https://x.example", "key"), people, 0, 1, telephone="+49 30 12345")
    _, places = places_of(plan, None, os.urandom)
    links = [place.invitation.link for place in places.values()]
    assert {read_link(link).telephone for link in links} == {"+493012345"}


def test_secret_stands_only_behind_the_hash_sign() -> None:
    invitation = Invitation("https://visit.clinic.example", ROOM, SECRET, "de")
    before, _, behind = invitation.link.partition("#")
    assert before == f"https://visit.clinic.example/j/{ROOM}"
    assert base64url(SECRET) in behind


def test_keys_are_hkdf_of_the_secret_with_the_room_as_salt() -> None:
    keys = Invitation("https://x.example", ROOM, SECRET).keys
    derived = {
        purpose: hkdf(SECRET, ROOM.encode(), f"consultand/1 {purpose}".encode())
        for purpose in ("join", "signalling", "fingerprint")
    }
    assert keys.join_token == base64url(derived["join"])
    assert keys.signalling == derived["signalling"]
    assert keys.fingerprint == derived["fingerprint"]


def test_same_secret_in_another_room_makes_other_keys() -> None:
    here = Invitation("https://x.example", ROOM, SECRET).keys
    there = Invitation("https://x.example", ROOM[::-1].replace("3", "4"), SECRET).keys
    assert here.signalling != there.signalling
    assert here.join_token != there.join_token


def test_neither_secret_nor_keys_are_in_what_a_log_would_print() -> None:
    invitation = Invitation("https://x.example", ROOM, SECRET)
    printed = repr(invitation) + repr(invitation.keys)
    assert base64url(SECRET) not in printed
    assert repr(SECRET) not in printed
    assert invitation.keys.join_token not in printed


def test_two_invitations_to_one_room_share_nothing_but_the_room() -> None:
    room = new_room(os.urandom)
    first, second = (invite("https://x.example/", room, random=os.urandom) for _ in range(2))
    assert first.room == second.room
    assert first.secret != second.secret
    assert first.link.startswith(f"https://x.example/j/{room}#")


@pytest.mark.parametrize(
    "link",
    [
        "",
        "https://x.example",
        f"https://x.example/j/{ROOM}",
        f"https://x.example/j/{ROOM}#short",
        f"https://x.example/j/{ROOM}#{'A' * 44}",
        f"https://x.example/j/{ROOM}#{'*' * 43}",
        f"https://x.example/j/{ROOM.upper()}#{'A' * 43}",
        f"ftp://x.example/j/{ROOM}#{'A' * 43}",
        f"javascript:alert(1)//j/{ROOM}#{'A' * 43}",
        f"https://x.example/j/{ROOM}#{'A' * 43}.<script>",
    ],
)
def test_what_is_no_link_is_refused_without_a_reason(link: str) -> None:
    with pytest.raises(LinkRefused) as caught:
        read_link(link)
    assert caught.value.message_id == "call.link"
    assert not caught.value.fields
