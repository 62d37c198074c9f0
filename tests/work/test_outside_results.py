"""Another program's result kept with a family: shown beside ours, stale when the family changed."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from counselling.figures.beside import beside, unkept
from counselling.pedigree.edits import ChangePerson
from counselling.pedigree.outside_result import Entered, OutsideRisk
from counselling.pedigree.person import Age
from counselling.records.log import families
from counselling.records.vault.acts import Actor
from counselling.risk.outside.reading import read_outside
from counselling.work.risk.assess_risk import assess
from counselling.work.risk.outside_results import (
    OutsideResults,
    beside_table,
    result_of,
    with_result,
)
from counselling.work.vault.door import Door
from tests.conftest import catalogue
from tests.families.builders import breast_ovarian

TEXT = """CanRisk, BOADICEA 6.3.0, 2026-11-20
BRCA1 21 %
BRIP1 0.2 %
breast 38-80: 30 % (average 11 %)
breast 30-35: 1 %
noise"""
NOW = datetime(2026, 11, 28, 10, 0, tzinfo=UTC)


@pytest.fixture
def door(tmp_path: Path) -> Iterator[Door]:
    one = Door(tmp_path, actor=Actor("anna"), now=lambda: NOW)
    one.create(tmp_path / "v.vault", "a long passphrase for tests")
    yield one
    one.lock()


def test_result_is_kept_by_an_edit_and_put_away_by_another(door: Door) -> None:
    outside = OutsideResults(door)
    plain = breast_ovarian()
    person = plain.focus or ""
    family_id = families.adopt(door.vault, plain)
    record = families.open_family(door.vault, family_id)
    outside.keep(record, person, outside.read(TEXT, person=person), at=NOW)
    kept = families.open_family(door.vault, family_id)
    (result,) = kept.family.outside
    assert (result.person, result.program, result.version) == (person, "CanRisk", "BOADICEA 6.3.0")
    assert (result.made_on, result.entered) == ("2026-11-20", Entered.TYPED)
    assert (result.entered_at, result.entered_by) == ("2026-11-28T10:00:00.000Z", "anna")
    assert OutsideRisk("breast", 38, 80, 0.30, 0.11) in result.risks
    outside.put_away(kept, person, "canrisk")
    assert families.open_family(door.vault, family_id).family.outside == ()


def test_it_stands_beside_ours_and_changes_nothing_of_it(tmp_path: Path) -> None:
    file = tmp_path / "result.txt"
    file.write_text(TEXT, encoding="utf-8")
    plain = breast_ovarian()
    person = plain.focus or ""
    family, reading = with_result(plain, person, file, now=lambda: NOW)
    alone = assess(plain, person=person, country="UK")
    both = assess(family, person=person, country="UK")
    assert both.consultand == alone.consultand
    assert both.curves == alone.curves
    (table,) = beside_table(both)
    assert table["is_stale"] is False
    carriers = table["carriers"]
    assert carriers["BRCA1"] == {"theirs": 0.21, "ours": both.consultand["BRCA1"].value}
    assert carriers["BRIP1"] == {"theirs": 0.002, "ours": None}
    first, second = table["risks"]
    assert first["theirs"] == {"person": 0.30, "population": 0.11}
    assert first["ours"]["person"] == pytest.approx(both.curves[0].probabilities[-1])
    assert second["ours"] == {"person": None, "population": None}
    assert beside_table(alone) == []
    for code in ("en", "de", "ar"):
        words = catalogue(code)
        (told,) = beside(both, words)
        assert "CanRisk" in told.title
        assert told.stale == ""
        assert len(told.rows) == 4
        assert all(told.sentences)
        assert "noise" in unkept(reading, person, words)[0]


def test_it_is_stale_when_a_fact_of_the_family_changed(tmp_path: Path) -> None:
    file = tmp_path / "result.txt"
    file.write_text(TEXT, encoding="utf-8")
    plain = breast_ovarian()
    person = plain.focus or ""
    family, _ = with_result(plain, person, file, now=lambda: NOW)
    older = ChangePerson(replace(family.person(person), age=Age.at(39))).apply(family)
    answer = assess(older, person=person, country="UK")
    assert beside_table(answer)[0]["is_stale"] is True
    (told,) = beside(answer, catalogue("en"))
    assert told.stale in told.sentences
    renamed = ChangePerson(replace(family.person(person), name="Other")).apply(family)
    assert beside_table(assess(renamed, person=person, country="UK"))[0]["is_stale"] is False


def test_result_that_names_another_id_is_said() -> None:
    plain = breast_ovarian()
    reading = read_outside(TEXT, person="x")
    named = replace(reading, named="PB", unread=())
    assert len(unkept(named, plain.focus or "", catalogue("en"))) == 1
    assert unkept(replace(named, named=plain.focus or ""), plain.focus or "", catalogue("en")) == ()
    kept = result_of(named, plain, plain.focus or "", entered_at="2026-11-28T10:00:00.000Z")
    assert kept.person == plain.focus
