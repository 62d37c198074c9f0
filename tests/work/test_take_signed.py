"""A consent signed before the session: taken for what it is, whole and once, or not at all."""

import io
import json
import zipfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.words import letter_words
from counselling.call.link import signed as parcels
from counselling.errors import CallError, PedigreeError, PeerNotProven, StorageError, VaultError
from counselling.language.catalogue import Catalogue
from counselling.records.audit import audit
from counselling.records.folder.memory import memory_vault
from counselling.records.log import families
from counselling.records.papers import appointments, consents, documents
from counselling.records.papers.appointments import Room
from counselling.records.papers.consents import Scope
from counselling.records.privacy import disclosing, erasing
from counselling.records.vault.acts import Actor
from counselling.records.vault.vault import Vault
from counselling.session.consent_form import in_words
from counselling.session.telehealth import TELEHEALTH
from counselling.work.consents import consent_evidence
from counselling.work.desk import Desk
from counselling.work.privacy.answer_privacy import Privacy
from counselling.work.session.take_beforehand import TakeBeforehand
from counselling.work.session.take_signed import Left, TakeSigned
from tests.families.builders import trio
from tests.records.conftest import stepping_clock
from tests.work.conftest import Full
from tests.work.test_take_beforehand import without_server

ROOM = Room("child", "de", "https://clinic.example", b"{}", 0.0, 1.0)
AT = datetime(2026, 3, 1, 19, 30, tzinfo=UTC)
TEXT = in_words(TELEHEALTH, letter_words("de"))
YES = {"video": True, "pictures": True, "others": False}


def parcel(**other: object) -> bytes:
    """What a page leaves."""
    told = {
        "t": "consent",
        "form": TEXT.form,
        "version": TEXT.version,
        "language": "de",
        "text_hash": TEXT.text_hash,
        "answers": YES,
        "filled": {"callback": "+49 30 1234567"},
        "name": "Anna Berg",
        "strokes": [],
        "at": AT.isoformat(),
    }
    return json.dumps(told | other).encode()


@pytest.fixture
def vault() -> Iterator[Vault]:
    with memory_vault(actor=Actor("anna"), now=stepping_clock()) as made:
        yield made


@pytest.fixture
def family(vault: Vault) -> str:
    return families.adopt(vault, trio())


@pytest.fixture
def leave(vault: Vault, family: str) -> Callable[..., None]:
    """Leave a message in one room, each with the next number."""
    room = appointments.make(vault, family, ROOM)
    numbers = iter(range(1, 100))

    def put(message: bytes, seat: str = "1") -> None:
        keep = partial(appointments.keep_mail, vault, family, room, seat=seat)
        keep(number=next(numbers), message=message)

    return put


@pytest.fixture
def work(vault: Vault, english: Catalogue) -> TakeSigned:
    return TakeSigned(lambda: vault, words=letter_words, own=english)


def only(work: TakeSigned, family: str) -> Left:
    (left,) = work.waiting(family)
    return left


def test_taken_consent_is_evidence_that_says_what_it_is(
    vault: Vault, family: str, leave: Callable[..., None], work: TakeSigned
) -> None:
    leave(parcel(strokes=[[1, 2, 3, 4]]))
    left = only(work, family)
    assert (left.person, left.refused, left.signed.at) == ("child", None, AT)
    assert left.said[0] == ("I agree to talks by video.", True)
    document = work.take(family, left, session=None)
    assert (document.person, document.language) == ("child", "de")
    told = json.loads(documents.fetch(vault, document.id))
    assert (told["words"], told["text_hash"]) == (TEXT.words, TEXT.text_hash)
    assert letter_words("de").say("consent.unreviewed", address="formal") in told["words"]
    assert (told["answers"], told["filled"]) == (YES, {"callback": "+49 30 1234567"})
    assert (told["method"], told["name"]) == ("drawn", "Anna Berg")
    assert (told["signed_before_session"], told["at"]) == (True, AT.isoformat())
    assert told["came"] == left.came.isoformat()
    (one,) = consent_evidence.signed(vault, family)
    assert (one.is_true, one.came) == (True, left.came)
    (word,) = consents.recorded(vault, family)
    said = word.consent
    assert (said.scope, said.is_given, said.medium) == (Scope.VIDEO, True, "page")
    assert said.text_version == f"telehealth {TELEHEALTH.version}"
    assert work.waiting(family) == ()


def test_a_refusal_is_written_down_as_one(
    vault: Vault, family: str, leave: Callable[..., None], work: TakeSigned
) -> None:
    leave(parcel(answers={**YES, "video": False}))
    work.take(family, only(work, family))
    assert consents.now(vault, family)["child", Scope.VIDEO] is False


def test_what_the_counsellor_does_not_take_is_in_no_record(
    vault: Vault, family: str, leave: Callable[..., None], work: TakeSigned
) -> None:
    leave(parcel())
    left = only(work, family)
    work.set_aside(family, left)
    assert work.waiting(family) == ()
    assert documents.listing(vault, family) == ()
    assert consents.recorded(vault, family) == ()
    with pytest.raises(VaultError, match="mail_settled"):
        work.take(family, left)
    assert documents.listing(vault, family) == ()


def test_taken_once_is_taken_once(
    vault: Vault, family: str, leave: Callable[..., None], work: TakeSigned
) -> None:
    leave(parcel())
    leave(parcel(at="2026-03-01T19:31:00Z"))  # the same once more: her page was not sure
    left = only(work, family)
    assert len(left.mails) == 2
    work.take(family, left)
    for again in (work.take, work.set_aside):
        with pytest.raises(VaultError, match="mail_settled"):
            again(family, left)
    assert work.waiting(family) == ()
    assert len(documents.listing(vault, family)) == len(consents.recorded(vault, family)) == 1


def test_other_answers_are_another_consent(
    family: str, leave: Callable[..., None], work: TakeSigned
) -> None:
    leave(parcel())
    leave(parcel(answers={**YES, "video": False}))
    assert len(work.waiting(family)) == 2


ENGLISH = in_words(TELEHEALTH, letter_words("en"))
WITHOUT_NOTICE = in_words(TELEHEALTH, letter_words("de"), is_reviewed=True)


@pytest.mark.parametrize(
    ("other", "why"),
    [
        ({"text_hash": "0" * 64}, "session.consent_text"),
        ({"text_hash": ENGLISH.text_hash}, "session.consent_text"),
        ({"text_hash": WITHOUT_NOTICE.text_hash}, "session.consent_text"),
        ({"language": "en"}, "session.consent_text"),
        ({"language": "../de"}, "session.consent_text"),
        ({"version": "2025.9"}, "session.consent_text"),
        ({"form": "testing"}, "session.consent_text"),
        ({"answers": {"video": True}}, "session.consent_open"),
        ({"answers": {}}, "session.consent_open"),
        ({"name": "   "}, "session.consent_open"),
        ({"name": "\u200b\u202e\x07"}, "session.consent_open"),
    ],
)
def test_other_words_or_half_answers_are_no_consent_and_say_so(
    vault: Vault,
    family: str,
    leave: Callable[..., None],
    work: TakeSigned,
    english: Catalogue,
    other: dict[str, object],
    why: str,
) -> None:
    leave(parcel(**other))
    left = only(work, family)
    assert left.refused is not None
    assert left.refused.message_id == why
    assert english.say(f"error.{why}")
    with pytest.raises(CallError):
        work.take(family, left)
    assert documents.listing(vault, family) == ()
    assert consents.recorded(vault, family) == ()
    work.set_aside(family, left)


def test_what_shows_nothing_fills_no_blank_and_turns_no_name_about(
    vault: Vault, family: str, leave: Callable[..., None], work: TakeSigned
) -> None:
    leave(
        parcel(name="Anna\u202e Berg\u200b", filled={"place": "\u200b\u202e", "callback": "1\x072"})
    )
    left = only(work, family)
    assert [said for _, said in left.filled] == ["1 2"]
    told = json.loads(documents.fetch(vault, work.take(family, left).id))
    assert (told["name"], told["filled"]) == ("Anna Berg", {"callback": "1 2"})


def test_what_another_link_signed_is_not_hers(
    family: str, leave: Callable[..., None], work: TakeSigned
) -> None:
    leave(parcel(), seat="2")
    left = only(work, family)
    assert left.refused is not None
    assert left.refused.message_id == "session.consent_seat"


def test_a_question_that_the_text_does_not_ask_is_not_kept(
    vault: Vault, family: str, leave: Callable[..., None], work: TakeSigned
) -> None:
    leave(parcel(answers={**YES, "research": True}, filled={"note": "x"}))
    document = work.take(family, only(work, family))
    told = json.loads(documents.fetch(vault, document.id))
    assert (told["answers"], "filled" in told) == (YES, False)
    assert (("child", Scope.RESEARCH) in consents.now(vault, family)) is False


HOSTILE = [
    parcel()[:-40],
    parcel(more=1),
    parcel(at="yesterday"),
    parcel(at="2026-03-01T19:30:00"),  # of which time zone?
    parcel(text_hash="F" * 64),
    parcel(name="x" * 301),
    parcel(strokes=[[0, 1]] * 61),
    parcel(strokes=[[1e9, 0]]),
    parcel(answers={"video": "yes"}),
    parcel(answers={f"q{n}": True for n in range(41)}),
    parcel(filled={"place": "x" * 301}),
    b"\xff" + parcel(),
    b"[" * 40_000,
    b'{"x":' + b"[" * 1_500 + b"]" * 1_500 + b',"t":"consent"}',
    b"",
]


@pytest.mark.parametrize("octets", HOSTILE, ids=lambda octets: str(len(octets)))
def test_what_is_no_signed_consent_is_none(
    family: str, leave: Callable[..., None], work: TakeSigned, octets: bytes
) -> None:
    with pytest.raises(PeerNotProven):
        parcels.read(octets)
    leave(octets)
    assert work.waiting(family) == ()


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 600), st.integers(0, 255))
def test_a_flipped_octet_is_refused_or_says_the_same_words(place: int, octet: int) -> None:
    octets = bytearray(parcel())
    octets[place % len(octets)] = octet
    try:
        signed = parcels.read(bytes(octets))
    except PeerNotProven:
        return
    assert parcels.read(parcels.write(signed)) == signed


def test_an_appointment_for_nobody_in_particular_needs_somebody_of_the_family(
    vault: Vault, family: str, work: TakeSigned
) -> None:
    room = appointments.make(vault, family, Room("", "de", "", b"{}", 0.0, 1.0))
    appointments.keep_mail(vault, family, room, seat="1", number=1, message=parcel())
    left = only(work, family)
    for nobody in ("nobody", ""):  # nobody is in the middle of this family
        with pytest.raises(PedigreeError):
            work.take(family, left, person=nobody)
    assert work.take(family, left, person="mother").person == "mother"


def test_whose_it_is_outlives_the_appointment(vault: Vault, family: str, work: TakeSigned) -> None:
    room = appointments.make(vault, family, ROOM)
    appointments.keep_mail(vault, family, room, seat="1", number=1, message=parcel())
    appointments.end(vault, family, room)
    assert only(work, family).person == "child"


def test_consents_are_not_settled_with_what_was_told(
    vault: Vault, family: str, leave: Callable[..., None], work: TakeSigned, english: Catalogue
) -> None:
    leave(parcel())
    leave(json.dumps({"t": "form", "language": "en", "reason": "my aunt"}).encode())
    told = TakeBeforehand(without_server(vault), words={"en": english}.__getitem__, language="en")
    handed = told.hand_over(family)
    assert handed.notes == "Why she comes: my aunt"
    told.settle(family, handed)
    assert len(work.waiting(family)) == 1


def test_one_row_of_the_audit_tells_of_it(
    vault: Vault, family: str, leave: Callable[..., None], work: TakeSigned
) -> None:
    leave(parcel())
    document = work.take(family, only(work, family))
    rows = [row for row in audit.each(vault) if row.target == f"consent/{document.id}"]
    assert [row.action for row in rows] == ["create"]
    assert not any("Berg" in str(row) for row in audit.each(vault))


def test_what_she_left_is_hers_to_ask_for_taken_or_not(
    vault: Vault, family: str, leave: Callable[..., None], work: TakeSigned, english: Catalogue
) -> None:
    form = {"t": "form", "language": "en", "reason": "my aunt", "family": [{"who": "mother"}]}
    leave(json.dumps(form).encode())
    leave(parcel())
    leave(parcel(name="Someone Else"), seat="2")
    leave(b"no form")
    work.set_aside(family, work.waiting(family)[0])
    found = disclosing.gather(vault, family, "child")
    told = json.loads(disclosing.as_json(found))["left"]
    assert [one["left"] for one in told] == [form, json.loads(parcel()), "no form"]
    with zipfile.ZipFile(io.BytesIO(Privacy(vault, english).packed(found))) as pack:
        words = pack.read("read-me.txt").decode()
    for said in ("Why do you come? my aunt", "Anna Berg", "I agree to talks by video. Yes"):
        assert said in words
    assert "Someone Else" not in words
    assert disclosing.gather(vault, family, "mother").left == ()


def test_erasing_her_erases_what_she_left_and_what_was_taken_of_it(
    vault: Vault, family: str, leave: Callable[..., None], work: TakeSigned
) -> None:
    leave(parcel())
    leave(parcel(name="A. Berg"))
    work.take(family, work.waiting(family)[0])
    done = erasing.erase_person(vault, family, "child")
    assert done.documents == 1
    assert documents.listing(vault, done.family) == ()
    assert consents.recorded(vault, done.family) == ()
    assert work.waiting(done.family) == work.waiting(family) == ()


def test_a_full_disk_keeps_no_part_of_it(
    desk: Desk, folder: Path, full: Full, english: Catalogue
) -> None:
    vault = desk.unlock.vault
    family = families.adopt(vault, trio())
    room = appointments.make(vault, family, ROOM)
    appointments.keep_mail(vault, family, room, seat="1", number=1, message=parcel())
    work = TakeSigned(lambda: vault, words=letter_words, own=english)
    left = only(work, family)
    with full(0), pytest.raises(StorageError):
        work.take(family, left)
    assert documents.listing(vault, family) == ()
    assert consents.recorded(vault, family) == ()
    assert only(work, family) == left


def test_the_desk_offers_it_in_its_session(desk: Desk, folder: Path) -> None:
    vault = desk.unlock.vault
    family = families.adopt(vault, trio())
    room = appointments.make(vault, family, ROOM)
    appointments.keep_mail(vault, family, room, seat="1", number=1, message=parcel())
    assert desk.hearing.beforehand.hand_over(family).told == ()
    (left,) = desk.hearing.signed.waiting(family)
    desk.hearing.signed.take(family, left, person="", session=None)
    (one,) = desk.safekeeping.consents.signed(family)
    assert (one.person, one.came) == ("child", left.came)
