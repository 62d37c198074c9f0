"""Whose seal it is: a clinic may be named in any script, and a name proves nothing by itself."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed448, ed25519, rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    pkcs12,
)
from cryptography.x509.oid import NameOID

from counselling.errors import LetterError
from counselling.language.catalogue import Catalogue
from counselling.letters.kinds.summary import SummaryInput
from counselling.letters.letter import Letter
from counselling.letters.pdf import set_letter
from counselling.letters.registry import find_kind
from counselling.letters.seal import seal
from counselling.letters.seal_key import SealKey, demand_usable, fingerprint, is_open, make_key
from counselling.letters.verify import Change, verify
from counselling.letters.writing import write
from tests.letters.samples import material

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
CLINICS = (
    "Κλινική Ä",
    "עיריית רחובות 3",
    "عيادة الوراثة",
    "عيادة الوراثة 2",
    "عيادة (الوراثة)",
    "Genetics عيادة",
    "عيادة Genetics الوراثة",
    "کلینیک ژنتیک می\u200cشود",
    "😀 clinic",
    "ẞ ŉ ﬁ ½ ™ ²",
    "Клиника №\u00a07",
)


@pytest.fixture(scope="module")
def letter(given: SummaryInput, english_words: Catalogue) -> Letter:
    """One letter, whatever languages are read closely."""
    kind = find_kind("sample_kit")
    return write(kind, material(kind, given), english_words, latin=english_words)


@pytest.fixture(scope="module")
def pdf(letter: Letter, fonts: Path) -> bytes:
    return set_letter(letter, fonts=fonts)


@pytest.mark.parametrize("clinic", CLINICS)
def test_a_letter_of_a_clinic_of_any_name_is_whole_and_names_it(
    letter: Letter, pdf: bytes, clinic: str
) -> None:
    key = make_key(clinic, now=NOW)
    verdict = verify(seal(pdf, letter, key, now=NOW))
    assert (verdict.changes, verdict.sealed_by) == ((), clinic)
    assert verdict.fingerprint == fingerprint(key)


@pytest.mark.parametrize("clinic", [CLINICS[5], CLINICS[8]])
def test_of_such_a_clinic_a_changed_letter_is_found_too(
    letter: Letter, pdf: bytes, clinic: str
) -> None:
    sealed = seal(pdf, letter, make_key(clinic, now=NOW), now=NOW)
    for place, change in ((len(pdf) // 2, Change.SEALED_PART), (-3, None)):
        changed = bytearray(sealed)
        changed[place] ^= 1
        verdict = verify(bytes(changed))
        assert not verdict.is_whole
        assert change in (None, *verdict.changes)


def test_a_clinics_own_certificate_may_name_it_in_two_directions(
    letter: Letter, pdf: bytes
) -> None:
    names = ((NameOID.ORGANIZATION_NAME, "Klinik"), (NameOID.COMMON_NAME, "Genetics עיריית 4"))
    verdict = verify(seal(pdf, letter, _key(*names), now=NOW))
    assert (verdict.changes, verdict.sealed_by) == ((), "Genetics עיריית 4")


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (((NameOID.ORGANIZATION_NAME, "Rivertown Hospital"),), "Rivertown Hospital"),
        (((NameOID.EMAIL_ADDRESS, "seal@clinic.example"),), "seal@clinic.example"),
        (((NameOID.COMMON_NAME, "A"), (NameOID.COMMON_NAME, "B")), "A, B"),
        (((NameOID.COMMON_NAME, "Clinic\n\u202eowt"),), "Clinic owt"),
        ((), ""),
    ],
)
def test_who_sealed_is_said_in_one_line_by_whatever_name_there_is(
    names: tuple[tuple[x509.ObjectIdentifier, str], ...], said: str, letter: Letter, pdf: bytes
) -> None:
    verdict = verify(seal(pdf, letter, _key(*names), now=NOW))
    assert (verdict.changes, verdict.sealed_by) == ((), said)


@pytest.mark.parametrize("clinic", ["Clinic", CLINICS[3]])
def test_another_key_under_the_same_name_and_number_is_no_seal(
    letter: Letter, pdf: bytes, clinic: str
) -> None:
    mine, other = (_key((NameOID.COMMON_NAME, clinic)) for _ in range(2))
    ours, theirs = (
        _certificate(key).public_bytes(Encoding.DER).hex().upper().encode() for key in (mine, other)
    )
    sealed = seal(pdf, letter, mine, now=NOW)
    assert verify(sealed).is_whole
    assert len(ours) == len(theirs)
    assert sealed.count(ours) == 1
    assert not verify(sealed.replace(ours, theirs)).is_whole


@pytest.mark.parametrize("kind", [ed25519.Ed25519PrivateKey, ed448.Ed448PrivateKey])
def test_a_key_that_readers_do_not_check_is_refused_in_one_sentence(
    kind: type[ed25519.Ed25519PrivateKey], letter: Letter, pdf: bytes
) -> None:
    key = _key((NameOID.COMMON_NAME, "Clinic"), private=kind.generate())
    with pytest.raises(LetterError, match=r"letter\.key_kind"):
        seal(pdf, letter, key, now=NOW)


@pytest.mark.parametrize("curve", [ec.SECP384R1(), ec.SECP521R1(), ec.BrainpoolP256R1()])
def test_every_curve_of_a_clinic_seals(curve: ec.EllipticCurve, letter: Letter, pdf: bytes) -> None:
    key = _key((NameOID.COMMON_NAME, "Clinic"), private=ec.generate_private_key(curve))
    assert verify(seal(pdf, letter, key, now=NOW)).changes == ()


def test_whether_a_key_has_a_passphrase_is_known() -> None:
    key = make_key("Clinic", now=NOW)
    assert is_open(key.file)
    private, certificate, _ = pkcs12.load_key_and_certificates(key.file, None)
    assert isinstance(private, ec.EllipticCurvePrivateKey)
    way = PrivateFormat.PKCS12.encryption_builder().build(b"secret")
    locked = pkcs12.serialize_key_and_certificates(b"seal", private, certificate, None, way)
    assert not is_open(locked)
    assert not is_open(b"no key")
    demand_usable(SealKey(locked, b"secret"), now=NOW)


def test_a_name_of_orders_alone_is_none(letter: Letter, pdf: bytes) -> None:
    verdict = verify(seal(pdf, letter, make_key(" \u202e\u200b", now=NOW), now=NOW))
    assert (verdict.changes, verdict.sealed_by) == ((), "Consultand")


def _key(
    *names: tuple[x509.ObjectIdentifier, str],
    private: ec.EllipticCurvePrivateKey | ed25519.Ed25519PrivateKey | None = None,
) -> SealKey:
    """A clinic's own key; all of them bear the same number."""
    private = private or rsa.generate_private_key(65537, 2048)
    named = x509.Name([x509.NameAttribute(kind, said) for kind, said in names])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(named)
        .issuer_name(named)
        .public_key(private.public_key())
        .serial_number(7)
        .not_valid_before(NOW - timedelta(days=1))
        .not_valid_after(NOW + timedelta(days=365))
        .sign(private, hashes.SHA256() if _is_hashed(private) else None)
    )
    return _laid(private, certificate)


def _is_hashed(private: object) -> bool:
    return isinstance(private, rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey)


def _laid(private: pkcs12.PKCS12PrivateKeyTypes, certificate: x509.Certificate) -> SealKey:
    return SealKey(
        pkcs12.serialize_key_and_certificates(b"seal", private, certificate, None, NoEncryption())
    )


def _certificate(key: SealKey) -> x509.Certificate:
    _, certificate, _ = pkcs12.load_key_and_certificates(key.file, None)
    assert certificate is not None
    return certificate
