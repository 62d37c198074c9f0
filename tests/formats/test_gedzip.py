"""A GEDCOM in a zip is read like the GEDCOM in it; a damaged one is refused by name."""

import io
import zipfile

import pytest

from counselling.errors import FormatError
from counselling.formats import registry
from tests.families.builders import breast_ovarian


def zipped(name: str, data: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("photos/anna.jpg", b"\xff\xd8\xff" * 500)
        packed.writestr(name, data)
    return out.getvalue()


def test_a_gedzip_is_read_as_the_gedcom_in_it() -> None:
    plain = registry.write((breast_ovarian(),), ".ged").content
    assert registry.read(zipped("gedcom.ged", plain)) == registry.read(plain)


def test_a_gedzip_that_was_cut_off_or_changed_is_refused() -> None:
    plain = registry.write((breast_ovarian(),), ".ged").content
    whole = zipped("gedcom.ged", plain)
    for end in range(4, len(whole) - 1, len(whole) // 40):
        with pytest.raises(FormatError):
            registry.read(whole[:end])
    for place in range(0, len(whole), len(whole) // 60):
        data = bytearray(whole)
        data[place] ^= 0x55
        try:
            assert registry.read(bytes(data)).families
        except FormatError:
            continue


def test_a_gedzip_that_unpacks_without_end_is_refused_before_it_is_unpacked() -> None:
    with pytest.raises(FormatError) as refused:
        registry.read(zipped("gedcom.ged", b"0 HEAD\n" + b" " * 30_000_000))
    assert refused.value.message_id == "format.too_large"


def test_another_zip_is_no_gedzip() -> None:
    with pytest.raises(FormatError) as refused:
        registry.read(zipped("anything.txt", b"0 HEAD\n0 TRLR\n"))
    assert refused.value.message_id == "format.workbook_broken"
