"""The clinic's sealing key: made by the program, or the clinic's own as PKCS#12.

A seal of a self-made key proves that a letter is as this desk wrote it, to whoever knows the key's
fingerprint. It is no qualified seal (eIDAS, article 38), and nothing here says so.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import NoEncryption, pkcs12
from cryptography.x509.oid import NameOID

from counselling.errors import LetterError
from counselling.letters.characters import clean

_VALID_DAYS: Final = 10 * 365  # letters are looked at again for years; a clinic's CA decides itself
_LONGEST_NAME: Final = 64  # of a common name (X.520)
_KINDS: Final = (rsa.RSAPublicKey, ec.EllipticCurvePublicKey)  # that readers of PDF files check


@dataclass(frozen=True, slots=True, repr=False)
class SealKey:
    """A key with its certificate, as a PKCS#12 file. passphrase: of the file, b"" for none."""

    file: bytes
    passphrase: bytes = b""

    def __repr__(self) -> str:
        return "SealKey(...)"


def make_key(clinic: str, *, now: datetime) -> SealKey:
    """Make a key (ECDSA, P-256) that names the clinic; its file has no passphrase."""
    key = ec.generate_private_key(ec.SECP256R1())
    shown = clean(clinic).strip()[:_LONGEST_NAME].strip() or "Consultand"
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, shown)])
    usage = x509.KeyUsage(
        digital_signature=True, content_commitment=True, key_encipherment=False,
        data_encipherment=False, key_agreement=False, key_cert_sign=False, crl_sign=False,
        encipher_only=False, decipher_only=False,
    )  # fmt: skip
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))  # clocks differ
        .not_valid_after(now + timedelta(days=_VALID_DAYS))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .sign(key, hashes.SHA256())
    )
    file = pkcs12.serialize_key_and_certificates(b"seal", key, certificate, None, NoEncryption())
    return SealKey(file)


def fingerprint(key: SealKey) -> str:
    """Return the SHA-256 of the key's certificate in hexadecimal. Raises as `demand_usable`."""
    return _certificate(key).fingerprint(hashes.SHA256()).hex()


def demand_usable(key: SealKey, *, now: datetime) -> None:
    """See to it that letters can be sealed with a key.

    Raises LetterError: "letter.key_unreadable" for a file that is none or another passphrase,
    "letter.key_kind", "letter.key_expired", "letter.key_not_yet".
    """
    certificate, at = _certificate(key), now.astimezone(UTC)
    if not isinstance(certificate.public_key(), _KINDS):
        raise LetterError("letter.key_kind")
    if at > certificate.not_valid_after_utc:
        raise LetterError("letter.key_expired", day=f"{certificate.not_valid_after_utc:%Y-%m-%d}")
    if at < certificate.not_valid_before_utc:
        raise LetterError("letter.key_not_yet", day=f"{certificate.not_valid_before_utc:%Y-%m-%d}")


def is_open(file: bytes) -> bool:
    """Whether a key's file needs no passphrase."""
    try:
        _certificate(SealKey(file))
    except LetterError:
        return False
    return True


def _certificate(key: SealKey) -> x509.Certificate:
    try:
        private, certificate, _ = pkcs12.load_key_and_certificates(key.file, key.passphrase or None)
    except (ValueError, TypeError):
        raise LetterError("letter.key_unreadable") from None
    if private is None or certificate is None:
        raise LetterError("letter.key_unreadable")
    return certificate
