"""The signature of a seal: whose certificate it is, and whether it is of these bytes.

pyHanko compares the names of certificates by a rule of 2002 (RFC 4518) that knows no newer letters
and no name of two directions: of a clinic called "عيادة الوراثة 2" it finds no certificate at all.
A name is compared here as it is written, byte by byte. Of trust in whoever gave the certificate
nothing is said: whose key it was is the reader's to know.
"""

import hashlib
from dataclasses import dataclass
from typing import Final

from asn1crypto import cms, core, tsp, x509
from cryptography.exceptions import InvalidSignature
from pyhanko.sign.general import find_unique_cms_attribute
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.generic_cms import (
    get_signing_cert_attr,
    validate_algorithm_protection,
)
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko_certvalidator.sig_validate import (
    DefaultSignatureValidator,
    SignatureValidationContext,
)

from counselling.letters.characters import clean

DIGEST: Final = "sha256"
_WAYS: Final = frozenset({"/adbe.pkcs7.detached", "/ETSI.CAdES.detached"})
_NAMED_BY: Final = (
    "common_name",
    "organization_name",
    "organizational_unit_name",
    "pseudonym",
    "surname",
    "email_address",
)  # of whom a certificate is, the first that it has


@dataclass(frozen=True, slots=True)
class Signature:
    """certificate: of who signed. is_intact: the bytes are those that were signed; is_valid: they
    were signed with the certificate's key.
    """

    certificate: x509.Certificate
    is_intact: bool
    is_valid: bool


def read_signature(found: EmbeddedPdfSignature) -> Signature:
    """Return the signature of a file. Raises as a reader of damaged files does, in many ways."""
    if found.sig_object_type != "/Sig" or found.sig_object.get("/SubFilter") not in _WAYS:
        raise SignatureValidationError("another kind of signature")
    found.compute_integrity_info(skip_diff=True)  # type: ignore[no-untyped-call]  # pyHanko's own
    signer = found.signer_info
    certificate = _certificate(found.signed_data, signer)
    told = signer["signed_attrs"].untag()
    _demand_promises(signer, told, certificate)
    digest = find_unique_cms_attribute(told, "message_digest").native
    return Signature(
        certificate,
        is_intact=digest == found.compute_digest(),
        is_valid=_is_signed(signer, told, certificate),
    )


def name_of(certificate: x509.Certificate) -> str:
    """Return whom a certificate names, in one line; "" where it names nobody."""
    told = certificate.subject.native
    for kind in _NAMED_BY:
        named = told.get(kind, "")
        said = ", ".join(named) if isinstance(named, list) else str(named)
        if text := clean(said).strip():
            return text
    return ""


def _certificate(message: cms.SignedData, signer: cms.SignerInfo) -> x509.Certificate:
    meant = signer["sid"].chosen
    for one in message["certificates"]:
        certificate = one.chosen.untag()
        number = certificate["tbs_certificate"]["serial_number"]
        if (
            one.name == "certificate"
            and meant["issuer"].dump() == certificate.issuer.dump()
            and meant["serial_number"].dump() == number.dump()
        ):
            return certificate
    raise SignatureValidationError("the certificate is not there")


def _demand_promises(
    signer: cms.SignerInfo, told: cms.CMSAttributes, certificate: x509.Certificate
) -> None:
    """See to it that what was signed beside the digest is true: of what, with which certificate."""
    if find_unique_cms_attribute(told, "content_type").native != "data":
        raise SignatureValidationError("of another content")
    validate_algorithm_protection(
        told,
        claimed_digest_algorithm_obj=signer["digest_algorithm"],
        claimed_signature_algorithm_obj=signer["signature_algorithm"],
        claimed_mac_algorithm_obj=None,
    )
    # its hash alone: issuer and number, which may stand beside it, are of the hashed certificate
    if (meant := _meant(told)) is not None:
        way, value = meant
        if hashlib.new(way, certificate.dump()).digest() != value:
            raise SignatureValidationError("another certificate")


def _meant(told: cms.CMSAttributes) -> tuple[str, bytes] | None:
    """Return the hash of the certificate that was meant, and how it was made; None if untold."""
    attribute = get_signing_cert_attr(told)
    if attribute is None:
        return None
    first = attribute["certs"][0]
    is_first_version = isinstance(first, tsp.ESSCertID)  # which knows one hash and names none
    way = "sha1" if is_first_version else first["hash_algorithm"]["algorithm"].native
    return str(way), bytes(first["cert_hash"].native)


def _is_signed(signer: cms.SignerInfo, told: core.Asn1Value, certificate: x509.Certificate) -> bool:
    way = signer["signature_algorithm"]
    try:
        DefaultSignatureValidator().validate_signature(
            signer["signature"].native,
            told.dump(),
            certificate.public_key,
            way,
            context=SignatureValidationContext(
                contextual_md_algorithm=signer["digest_algorithm"]["algorithm"].native,
                prehashed=False,
            ),
        )
    except InvalidSignature:
        return False
    return _hash_of(way) in (DIGEST, "")


def _hash_of(way: cms.SignedDigestAlgorithm) -> str:
    """Return the hash that a way of signing names; "" where it takes that of the bytes."""
    try:
        return str(way.hash_algo)
    except ValueError:
        return ""
