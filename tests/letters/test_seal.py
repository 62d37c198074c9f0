"""The seal: what it covers cannot change unseen, not by one bit."""

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from counselling.errors import LetterError
from counselling.language.catalogue import Catalogue
from counselling.letters.kinds.summary import SummaryInput
from counselling.letters.letter import Letter
from counselling.letters.pdf import set_letter
from counselling.letters.registry import find_kind
from counselling.letters.seal import seal
from counselling.letters.seal_key import SealKey, demand_usable, fingerprint, make_key
from counselling.letters.verify import Change, verify
from counselling.letters.writing import write
from tests.letters.samples import material

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def consent(given: SummaryInput, english_words: Catalogue) -> Letter:
    kind = find_kind("session_consent")
    return write(kind, material(kind, given), english_words, latin=english_words)


@pytest.fixture(scope="session")
def sealed(letter: Letter, pdf: bytes, key: SealKey) -> bytes:
    return seal(pdf, letter, key, now=NOW)


@pytest.fixture(scope="session")
def sealed_consent(consent: Letter, fonts: Path, key: SealKey) -> bytes:
    return seal(set_letter(consent, fonts=fonts), consent, key, now=NOW)


def test_a_sealed_letter_is_whole_and_says_what_it_is(
    sealed: bytes, letter: Letter, key: SealKey
) -> None:
    verdict = verify(sealed)
    assert verdict.is_whole
    assert verdict.changes == ()
    assert (verdict.record.kind, verdict.record.id) == (letter.kind, letter.id)
    assert (verdict.record.version, verdict.record.language) == (1, letter.language)
    assert verdict.fingerprint == fingerprint(key)
    assert verdict.sealed_by == "Clinic for Genetics, Rivertown"


def test_sealing_changes_nothing_before_it(sealed: bytes, pdf: bytes) -> None:
    assert sealed.startswith(pdf)


@pytest.mark.parametrize("seed", range(4))
def test_one_bit_of_tampering_is_found(sealed: bytes, seed: int) -> None:
    chance = random.Random(seed)
    gap = sealed.index(b"/Contents <")
    places = [chance.randrange(len(sealed)) for _ in range(40)]
    places += [chance.randrange(gap, gap + 2000) for _ in range(60)]
    for place in places:
        bit = chance.randrange(8)
        changed = bytearray(sealed)
        changed[place] ^= 1 << bit
        assert not verify(bytes(changed)).is_whole, (place, bit)


def test_the_page_that_was_changed_is_named(sealed: bytes) -> None:
    with pikepdf.open(BytesIO(sealed)) as document:
        raw = bytes(document.pages[1].Contents.read_raw_bytes())
    place = sealed.index(raw) + len(raw) // 2
    changed = bytearray(sealed)
    changed[place] ^= 0x10
    verdict = verify(bytes(changed))
    assert verdict.changes == (Change.SEALED_PART,)
    assert "page 2" in verdict.places


def test_a_letter_that_was_never_sealed_says_so(pdf: bytes) -> None:
    assert verify(pdf).changes == (Change.NO_SEAL,)


def test_what_is_no_pdf_is_refused() -> None:
    with pytest.raises(LetterError, match=r"letter\.no_pdf"):
        verify(b"a shopping list" * 1000)


def _filled(sealed: bytes, field: str, **record: str) -> bytes:
    """Fill a field in and save the file, as every program does with a date and its name.

    record: what it writes besides into the record of the file, Title for one.
    """
    from pyhanko.pdf_utils.generic import NameObject, pdf_string
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

    writer = IncrementalPdfFileWriter(BytesIO(sealed))
    info = writer.trailer["/Info"]
    said = {"ModDate": "D:20991231235959Z", "Producer": "Another program", **record}
    info.update({NameObject(f"/{key}"): pdf_string(text) for key, text in said.items()})
    writer.mark_update(writer.trailer.raw_get("/Info"))
    for reference in writer.root["/AcroForm"]["/Fields"]:
        box = reference.get_object()
        if box["/T"] == field:
            box[NameObject("/V")] = box[NameObject("/AS")] = NameObject("/Yes")
            writer.mark_update(reference.reference)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def test_a_box_may_be_ticked_in_a_sealed_consent_and_is_told(sealed_consent: bytes) -> None:
    verdict = verify(_filled(sealed_consent, "agree-yes"))
    assert verdict.changes == (Change.FIELDS_FILLED,)
    assert verdict.fields == ("agree-yes",)
    assert verdict.is_whole
    assert verdict.added_bytes > 0


def test_a_letter_that_is_called_something_else_is_told(sealed_consent: bytes) -> None:
    other = _filled(sealed_consent, "agree-yes", Title="Consent to research")
    assert verify(other).changes == (Change.ADDED,)


def test_a_page_added_behind_the_seal_is_found(sealed: bytes) -> None:
    from pyhanko.pdf_utils.generic import NameObject, pdf_string
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

    writer = IncrementalPdfFileWriter(BytesIO(sealed))
    writer.root[NameObject("/Lang")] = pdf_string("xx")
    writer.update_root()
    out = BytesIO()
    writer.write(out)
    assert verify(out.getvalue()).changes == (Change.ADDED,)


def test_bytes_behind_the_end_are_found(sealed: bytes) -> None:
    assert not verify(sealed + b"\n%%EOF\n").is_whole


def test_an_expired_key_seals_nothing(letter: Letter, pdf: bytes) -> None:
    old = make_key("Clinic", now=NOW - timedelta(days=4000))
    with pytest.raises(LetterError) as caught:
        seal(pdf, letter, old, now=NOW)
    assert caught.value.message_id == "letter.key_expired"


def test_a_key_that_is_none_is_one_clear_error() -> None:
    with pytest.raises(LetterError, match=r"letter\.key_unreadable"):
        demand_usable(SealKey(b"no key"), now=NOW)


def test_a_clinics_key_with_its_chain_and_passphrase_seals(letter: Letter, pdf: bytes) -> None:
    key = SealKey(_clinics_key(b"secret"), b"secret")
    verdict = verify(seal(pdf, letter, key, now=NOW))
    assert verdict.is_whole
    assert verdict.sealed_by == "Rivertown Hospital"
    with pytest.raises(LetterError, match=r"letter\.key_unreadable"):
        demand_usable(SealKey(key.file, b"guessed"), now=NOW)


def _clinics_key(passphrase: bytes) -> bytes:
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import rsa
    from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12
    from cryptography.x509.oid import NameOID

    key = rsa.generate_private_key(65537, 2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Rivertown Hospital")])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(7)
        .not_valid_before(NOW - timedelta(days=1))
        .not_valid_after(NOW + timedelta(days=365))
        .sign(key, hashes.SHA256())
    )
    return pkcs12.serialize_key_and_certificates(
        b"clinic", key, certificate, None, BestAvailableEncryption(passphrase)
    )


def test_the_key_says_nothing_of_itself(key: SealKey) -> None:
    assert repr(key) == "SealKey(...)"


def test_a_letter_without_a_place_is_not_sealed(letter: Letter, pdf: bytes, key: SealKey) -> None:
    with pytest.raises(LetterError, match=r"letter\.no_seal"):
        seal(pdf, replace(letter, seal=None), key, now=NOW)
