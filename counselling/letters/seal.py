"""The clinic's seal on a finished letter (PAdES B-B): from here on every changed bit shows."""

import io
from datetime import datetime
from typing import Final

from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko.stamp import NoOpStampStyle

from counselling.errors import LetterError
from counselling.letters.letter import Letter
from counselling.letters.seal_key import SealKey, demand_usable
from counselling.letters.signature import DIGEST, name_of

_ROOM_BYTES: Final = 2_000  # of a seal beside its certificates, which the key's file holds too
_NAMELESS: Final = "Consultand"  # of a certificate that names nobody


def seal(pdf: bytes, letter: Letter, key: SealKey, *, now: datetime) -> bytes:
    """Return the letter sealed; what stands in it, and how it looks, stays as it is.

    A letter without fields may never change; in one with fields only these may be filled in.
    Raises LetterError as `demand_usable`, "letter.no_seal" where the letter has no place for one.
    """
    demand_usable(key, now=now)
    if letter.seal is None:
        raise LetterError("letter.no_seal")
    others = [field for field in letter.fields if field is not letter.seal]
    may = fields.MDPPerm.FILL_FORMS if others else fields.MDPPerm.NO_CHANGES
    signer = signers.SimpleSigner.load_pkcs12_data(key.file, (), passphrase=key.passphrase or None)
    meta = signers.PdfSignatureMetadata(
        field_name=letter.seal.id,
        md_algorithm=DIGEST,
        name=name_of(signer.signing_cert) or _NAMELESS,  # pyHanko would ask for a common name
        subfilter=fields.SigSeedSubFilter.PADES,
        certify=True,
        docmdp_permissions=may,
        location="",
    )
    sealing = signers.PdfSigner(meta, signer=signer, stamp_style=NoOpStampStyle())
    out = io.BytesIO()
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    sealing.sign_pdf(writer, output=out, bytes_reserved=2 * (_ROOM_BYTES + len(key.file)))
    return out.getvalue()
