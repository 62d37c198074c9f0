"""Fingerprints, tags and safety words."""

import hashlib
import hmac
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counselling.call.link.proof import (
    WORDS_IN_LIST,
    Handshake,
    SafetyWords,
    commitment,
    fingerprint,
    with_one_fingerprint,
)
from counselling.call.link.sealing import End
from counselling.errors import PeerNotProven
from counselling.language.catalogue import Catalogue

KEY = bytes(range(32))
PRINT = ":".join(["AB"] * 32)
OTHER = ":".join(["CD"] * 32)
HANDSHAKE = Handshake(
    room="room", seat="1", seat_nonce="aa", host_nonce="bb", seat_print=PRINT, host_print=OTHER
)


def sdp(*lines: str) -> str:
    return "\r\n".join(["v=0", "m=audio 9 UDP/TLS/RTP/SAVPF 111", *lines, "a=mid:0", ""])


def test_tag_is_an_hmac_over_both_prints_both_nonces_and_the_roles() -> None:
    text = "\0".join(
        ["consultand/1", "tag", "seat", "host", "room", "1", "aa", "bb", PRINT, OTHER]
    ).encode()
    assert HANDSHAKE.tag(KEY, End.SEAT) == hmac.new(KEY, text, hashlib.sha256).hexdigest()


def test_tag_of_the_right_end_passes() -> None:
    for end in End:
        HANDSHAKE.check(KEY, end, HANDSHAKE.tag(KEY, end))


def changed() -> Iterator[Handshake]:
    yield replace(HANDSHAKE, seat_print=OTHER)
    yield replace(HANDSHAKE, host_print=PRINT)
    yield replace(HANDSHAKE, seat_print=OTHER, host_print=PRINT)
    yield replace(HANDSHAKE, seat_nonce="ab")
    yield replace(HANDSHAKE, host_nonce="ba")
    yield replace(HANDSHAKE, room="moor")
    yield replace(HANDSHAKE, seat="2")


@pytest.mark.parametrize("seen", changed())
def test_tag_over_anything_else_is_refused(seen: Handshake) -> None:
    with pytest.raises(PeerNotProven) as caught:
        seen.check(KEY, End.SEAT, HANDSHAKE.tag(KEY, End.SEAT))
    assert caught.value.message_id == "call.fingerprint"


def test_tag_sent_back_to_its_sender_is_refused() -> None:
    with pytest.raises(PeerNotProven):
        HANDSHAKE.check(KEY, End.SEAT, HANDSHAKE.tag(KEY, End.HOST))


def test_tag_by_another_key_is_refused() -> None:
    with pytest.raises(PeerNotProven):
        HANDSHAKE.check(KEY, End.SEAT, HANDSHAKE.tag(bytes(32), End.SEAT))


@pytest.mark.parametrize("tag", ["", "00", "é", "A" * 10_000])
def test_what_is_no_tag_is_refused(tag: str) -> None:
    with pytest.raises(PeerNotProven):
        HANDSHAKE.check(KEY, End.SEAT, tag)


def test_one_fingerprint_is_read_however_it_is_written() -> None:
    line = f"a=fingerprint:SHA-256 {PRINT.lower()}"
    assert fingerprint(sdp(line, line)) == PRINT
    assert fingerprint(sdp(line).replace("\r\n", "\n")) == PRINT


@pytest.mark.parametrize(
    "lines",
    [
        (),
        (f"a=fingerprint:sha-256 {PRINT}", f"a=fingerprint:sha-256 {OTHER}"),
        (f"a=fingerprint:sha-256 {PRINT}", f"a=fingerprint:sha-1 {':'.join(['AB'] * 20)}"),
        (f"a=fingerprint:sha-1 {':'.join(['AB'] * 20)}",),
        (f"a=fingerprint:sha-256 {PRINT[:-3]}",),
        (f"a=fingerprint:sha-256 {PRINT}:AB",),
        ("a=fingerprint:sha-256 nothing",),
    ],
    ids=["none", "two", "two algorithms", "sha-1", "short", "long", "no digits"],
)
def test_none_or_several_fingerprints_are_refused(lines: tuple[str, ...]) -> None:
    with pytest.raises(PeerNotProven) as caught:
        fingerprint(sdp(*lines))
    assert caught.value.message_id == "call.fingerprint_count"


def test_our_own_description_keeps_its_sha_256_only() -> None:
    long = ":".join(["EF"] * 64)
    ours = sdp(f"a=fingerprint:sha-256 {PRINT}", f"a=fingerprint:sha-512 {long}")
    assert fingerprint(with_one_fingerprint(ours)) == PRINT
    assert with_one_fingerprint(ours) == sdp(f"a=fingerprint:sha-256 {PRINT}")


@given(st.text(), st.text())
def test_host_cannot_reveal_another_nonce_than_it_committed_to(first: str, second: str) -> None:
    try:
        is_same = commitment(first) == commitment(second)
    except UnicodeEncodeError:
        return
    assert is_same == (first == second)


@pytest.mark.parametrize("seen", changed())
def test_safety_words_differ_when_anything_between_the_ends_does(seen: Handshake) -> None:
    assert seen.safety_words("revealed") != HANDSHAKE.safety_words("revealed")


def test_safety_words_need_what_the_host_revealed() -> None:
    assert HANDSHAKE.safety_words("one") != HANDSHAKE.safety_words("another")


def test_word_lists_hold_256_different_words(
    english: Catalogue, german: Catalogue, arabic: Catalogue
) -> None:
    for language in (english, german, arabic):
        words = language.say("safety.words").split(" ")
        assert len(words) == len(set(words)) == WORDS_IN_LIST
        assert max(len(word) for word in words) <= 14


def test_words_and_digits_say_the_same(english: Catalogue) -> None:
    words = SafetyWords((0, 1, 255))
    assert words.digits == "000 001 255"
    assert words.in_words(english.say("safety.words")) == "river · lamp · green"
