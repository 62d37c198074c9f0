"""Is a letter as it was sealed? Its hash, its seal, its version, and what was changed."""

import hashlib
import io
import re
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

import pikepdf
from asn1crypto import algos, cms, core
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import MDPPerm
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko_certvalidator.errors import ValidationError

from counselling.errors import LetterError
from counselling.letters.embedded import BREAKS, embedded
from counselling.letters.facts import Json
from counselling.letters.signature import DIGEST, Signature, name_of, read_signature


class Change(StrEnum):
    """What is not as it was sealed."""

    NO_SEAL = "no_seal"  # never sealed, or the seal was taken out
    UNREADABLE = "unreadable"  # broken so that the seal cannot be read
    SEALED_PART = "sealed_part"  # bytes that the seal covers
    SEAL = "seal"  # the seal itself
    FIELDS_FILLED = "fields_filled"  # filled in or signed since, as the seal allows
    ADDED = "added"  # something else was added behind the seal


ALLOWED: Final = frozenset({Change.FIELDS_FILLED})
# and so it breaks pyHanko
_BREAKS: Final[tuple[type[Exception], ...]] = (
    *BREAKS, PdfError, SignatureValidationError, ValidationError, AssertionError, struct.error,
)  # fmt: skip
_BEGINS: Final = 1024  # bytes in which a PDF says that it is one


@dataclass(frozen=True, slots=True)
class LetterRecord:
    """What the letter says of itself inside the file; of no worth where the seal is broken.

    whole: all of it, as record.py says.
    """

    kind: str = ""
    id: str = ""
    language: str = ""
    version: int = 0
    template_version: str = ""
    written_on: str = ""
    whole: Json = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a file turned out to be.

    sha256: of the whole file. sealed_by: the name in the key's certificate; fingerprint: the
    certificate's SHA-256; sealed_at: by the clock of who sealed it, ISO 8601. changes: what is not
    as it was sealed; places: which parts of the file no longer hold together; fields: those
    filled in since. added_bytes: behind the seal.
    """

    sha256: str
    changes: tuple[Change, ...]
    record: LetterRecord
    sealed_by: str = ""
    fingerprint: str = ""
    sealed_at: str = ""
    places: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    added_bytes: int = 0

    @property
    def is_whole(self) -> bool:
        """Whether nothing was changed but what the seal allows."""
        return not set(self.changes) - ALLOWED


def verify(pdf: bytes) -> Verdict:
    """Return what became of a letter since it was sealed. Whose key it was is the caller's to know.

    Raises LetterError("letter.no_pdf") for a file that is none.
    """
    if b"%PDF" not in pdf[:_BEGINS] and b"%%EOF" not in pdf[-_BEGINS:]:
        raise LetterError("letter.no_pdf")
    digest, record = hashlib.sha256(pdf).hexdigest(), _record(pdf)
    try:
        found = PdfFileReader(io.BytesIO(pdf)).embedded_signatures
        if not found:
            return Verdict(digest, (Change.NO_SEAL,), record)
        return _judged(pdf, found[0], digest, record)
    except _BREAKS:
        return Verdict(digest, (Change.UNREADABLE,), record, places=tuple(_broken(pdf)))


def _judged(pdf: bytes, found: EmbeddedPdfSignature, digest: str, record: LetterRecord) -> Verdict:
    signature = read_signature(found)
    end = found.byte_range[2] + found.byte_range[3]
    filled = _ticked(pdf[:end], pdf) if end != len(pdf) else ()
    is_allowed = bool(filled) and found.docmdp_level is not MDPPerm.NO_CHANGES
    changes = tuple(_changes(pdf, found, signature, end, is_allowed=is_allowed))
    return Verdict(
        digest,
        changes,
        record,
        sealed_by=name_of(signature.certificate),
        fingerprint=hashlib.sha256(signature.certificate.dump()).hexdigest(),
        sealed_at=found.self_reported_timestamp.isoformat()
        if found.self_reported_timestamp
        else "",
        places=tuple(_broken(pdf)) if Change.SEALED_PART in changes else (),
        fields=tuple(sorted(filled)),
        added_bytes=len(pdf) - end,
    )


def _changes(
    pdf: bytes,
    found: EmbeddedPdfSignature,
    signature: Signature,
    end: int,
    *,
    is_allowed: bool,
) -> Iterator[Change]:
    if not signature.is_intact:
        yield Change.SEALED_PART
    elif not signature.is_valid or not _is_as_written(pdf, found):
        yield Change.SEAL
    if end != len(pdf):
        yield Change.FIELDS_FILLED if is_allowed else Change.ADDED


_TICK: Final = frozenset({"/V", "/AS"})  # what ticking a box changes
_SAVED: Final = frozenset({"/ModDate", "/Producer"})  # who saved the file last, and when


def _ticked(earlier: bytes, later: bytes) -> tuple[str, ...]:
    """Return the boxes that were ticked or cleared since; none where anything else was changed.

    pyHanko's own comparison knows no tagged fields: it calls every change of one suspicious.
    """
    names: list[str] = []
    with pikepdf.open(io.BytesIO(earlier)) as old, pikepdf.open(io.BytesIO(later)) as new:
        before, after = _told(old), _told(new)
        if before.keys() != after.keys():
            return ()
        record = new.trailer.get("/Info", pikepdf.Dictionary()).objgen
        for place, thing in after.items():
            if _are_same(before[place], thing):
                continue
            if place == record:
                if not _are_same(before[place], thing, but=_SAVED):
                    return ()
            elif _is_box(thing) and _are_same(before[place], thing, but=_TICK):
                names.append(str(thing.T))
            else:
                return ()
    return tuple(names)


_BESIDE: Final = (
    "/Metadata",
    "/XRef",
    "/ObjStm",
)  # the file's own record, which every writer renews


def _told(document: pikepdf.Pdf) -> dict[tuple[int, int], pikepdf.Object]:
    """What a file tells, object by object."""
    return {
        thing.objgen: thing
        for thing in document.objects
        if isinstance(thing, pikepdf.Object)
        and not (isinstance(thing, pikepdf.Stream) and thing.get("/Type") in _BESIDE)
    }


def _is_box(thing: pikepdf.Object) -> bool:
    return isinstance(thing, pikepdf.Dictionary) and bool(thing.get("/FT") == "/Btn")


def _are_same(
    old: pikepdf.Object, new: pikepdf.Object, *, but: frozenset[str] = frozenset()
) -> bool:
    """Whether two objects say the same, some keys of a dictionary aside."""
    if (
        not but
        or not isinstance(old, pikepdf.Dictionary)
        or not isinstance(new, pikepdf.Dictionary)
    ):
        return _content(old) == _content(new)
    keys = (set(old.keys()) | set(new.keys())) - but
    return all(_content(old.get(key)) == _content(new.get(key)) for key in keys)


def _content(thing: pikepdf.Object | None) -> bytes:
    if not isinstance(thing, pikepdf.Object):
        return repr(thing).encode()
    raw = thing.read_raw_bytes() if isinstance(thing, pikepdf.Stream) else b""
    return bytes(thing.unparse(resolved=True)) + raw


_HEX: Final = re.compile(rb"<([0-9a-f]+|[0-9A-F]+)>")
_DIGESTS: Final = frozenset(
    algorithm.dump()
    for algorithm in (
        algos.DigestAlgorithm({"algorithm": DIGEST}),
        algos.DigestAlgorithm({"algorithm": DIGEST, "parameters": core.Null()}),
    )
)
_OUTSIDE: Final = cms.EncapsulatedContentInfo({"content_type": "data"}).dump()


def _is_as_written(pdf: bytes, found: EmbeddedPdfSignature) -> bool:
    """Whether the bytes that the seal cannot cover, its own, are a seal and nothing else."""
    first, before, after, _ = found.byte_range
    written = _HEX.fullmatch(pdf[before:after])
    if first != 0 or written is None:
        return False
    raw, message = bytes.fromhex(written[1].decode()), found.signed_data
    info = cms.ContentInfo.load(raw)
    signer = message["signer_infos"][0]
    return (
        raw[len(info.dump()) :].strip(b"\0") == b""
        and len(info.contents) == sum(len(info[name].dump()) for name in info)
        and info["content_type"].native == "signed_data"
        and (message["version"].native, signer["version"].native) == ("v1", "v1")
        and len(message["signer_infos"]) == 1
        and [one.dump() for one in message["digest_algorithms"]]
        == [signer["digest_algorithm"].dump()]
        and signer["digest_algorithm"].dump() in _DIGESTS
        and message["encap_content_info"].dump() == _OUTSIDE
    )


def _record(pdf: bytes) -> LetterRecord:
    told = embedded(pdf)
    try:
        return LetterRecord(
            kind=str(told["kind"]),
            id=str(told["id"]),
            language=str(told["language"]),
            version=int(str(told["version"])),
            template_version=str(told["template_version"]),
            written_on=str(told["written_on"]),
            whole=told,
        )
    except (LookupError, ValueError):  # what others wrote into it is told as nothing
        return LetterRecord()


def _broken(pdf: bytes) -> Iterator[str]:
    """Name the parts of the file whose content no longer unpacks: pages by number, else a kind."""
    try:
        with pikepdf.open(io.BytesIO(pdf)) as document:
            for number, page in enumerate(document.pages, start=1):
                if _is_broken(page.obj.get("/Contents")):
                    yield f"page {number}"
            for thing in document.objects:
                if isinstance(thing, pikepdf.Stream) and _is_broken(thing):
                    kind = str(thing.get("/Type", thing.get("/Subtype", "")))
                    if kind:
                        yield kind.strip("/")
    except (pikepdf.PdfError, ValueError, RuntimeError):
        yield "file"


def _is_broken(thing: pikepdf.Object | None) -> bool:
    if not isinstance(thing, pikepdf.Stream) or thing.get("/Filter") != "/FlateDecode":
        return False
    try:
        zlib.decompress(thing.read_raw_bytes())
    except (zlib.error, pikepdf.PdfError):
        return True
    return False
