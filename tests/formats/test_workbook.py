import io
import zipfile
from datetime import date

import pytest

from counselling.errors import FormatError
from counselling.formats import registry
from counselling.pedigree.person import PartialDate
from counselling.pedigree.terms import Sex
from tests.families.builders import breast_ovarian, three_generations

openpyxl = pytest.importorskip("openpyxl")
ROWS = (("id", "dad", "mom", "sex", "age", "dob"), (1, 0, 0, "M", 61.5, date(1960, 2, 3)))


def book(*sheets: tuple[tuple[object, ...], ...]) -> bytes:
    made = openpyxl.Workbook()
    for place, rows in enumerate(sheets):
        sheet = made.active if place == 0 else made.create_sheet()
        for row in rows:
            sheet.append(row)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def test_numbers_dates_and_words_of_a_spreadsheet_are_read() -> None:
    person = registry.read(book(ROWS)).families[0].person("1")
    assert (person.sex, person.birth) == (Sex.MALE, PartialDate(1960, 2, 3))
    assert person.age is not None
    assert person.age.low_years == 61.5


def test_the_sheet_with_the_people_is_found_behind_others() -> None:
    assert len(registry.read(book((("About", "us"),), ROWS)).families[0].persons) == 1


def test_another_program_reads_what_we_write() -> None:
    sheet = openpyxl.load_workbook(
        io.BytesIO(registry.write((breast_ovarian(),), ".xlsx").content)
    ).active
    assert sheet.max_row == len(breast_ovarian().persons) + 1
    assert [cell.value for cell in sheet[1]][:4] == ["famid", "id", "dad", "mom"]
    assert all(cell.data_type in "sn" for row in sheet.iter_rows() for cell in row)


def test_the_same_family_makes_the_same_file() -> None:
    once, twice = (registry.write((three_generations(),), ".xlsx").content for _ in range(2))
    assert once == twice


def test_a_row_is_blamed_by_its_number_in_the_sheet() -> None:
    with pytest.raises(FormatError, match="cell") as refused:
        registry.read(book((*ROWS, (), (2, 0, 0, "F", "old", None))))
    assert refused.value.fields["line"] == 4


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("word/document.xml", b"<a/>"),
        ("xl/worksheets/sheet1.xml", b"<not closed"),
        ("xl/worksheets/sheet1.xml", b'<!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>'),
    ],
)
def test_a_zip_that_is_no_workbook_is_refused(name: str, content: bytes) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr(name, content)
    with pytest.raises(FormatError, match="workbook_broken"):
        registry.read(out.getvalue())


def test_a_workbook_that_would_unpack_to_gigabytes_is_refused_at_once() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", b" " * 120_000_000)
    with pytest.raises(FormatError, match="too_large"):
        registry.read(out.getvalue())
