"""The good path of the commands, as scripts rely on it."""

import importlib.util
import json
import os
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from app.letters import count_pages
from tests.app.conftest import ROOT, Run

METRICS = ROOT.parent / "shared" / "tools" / "pedigree_metrics.py"


def measured(layout: Any, people: dict[str, dict[str, str]]) -> dict[str, Any]:
    """Figures of a layout by the measure that is the same for every drawing program."""
    if not METRICS.is_file():
        pytest.skip("the shared measure is not on this machine")
    spec = importlib.util.spec_from_file_location("pedigree_metrics", METRICS)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return dict(module.measure(layout, people))


def test_convert_tells_what_it_did(run: Run, family: Path) -> None:
    said = run("convert", family, "out.consultand")
    assert (said.code, said.err) == (0, "")
    assert said.out == "20 people, 1 family: out.consultand\n"
    assert run("convert", family, "again.consultand", "--json").json == {
        "families": 1,
        "people": 20,
        "file": "again.consultand",
        "lost_reading": [],
        "lost_writing": [],
    }


def test_written_files_are_for_their_owner_only(run: Run, family: Path, here: Path) -> None:
    if os.name == "nt":
        pytest.skip("rights are told in another way here")
    run("draw", family, "--svg", "o.svg", "--pdf", "o.pdf", "--layout-json", "o.json")
    run("convert", family, "o.ped")
    for name in ("o.svg", "o.pdf", "o.json", "o.ped"):
        assert (here / name).stat().st_mode & 0o777 == 0o600


def test_draw_writes_every_person_into_every_picture(run: Run, family: Path, here: Path) -> None:
    words = ("draw", family, "--svg", "o.svg", "--pdf", "o.pdf", "--layout-json", "o.json")
    answer = run(*words, "--json").json
    assert (answer["family"], answer["people"]) == ("INVENTED-BOC", 20)
    assert (answer["generations"], answer["crossings"]) == (4, 0)
    assert answer["files"] == ["o.svg", "o.pdf", "o.json"]
    drawn = ElementTree.fromstring((here / "o.svg").read_text("utf-8"))
    subjects = [e.get("data-subject") for e in drawn.iter() if e.get("data-subject")]
    assert len(subjects) == len(set(subjects)) == 20
    assert count_pages((here / "o.pdf").read_bytes()) == 1


def test_layout_is_accepted_by_the_shared_measure(run: Run, family: Path, here: Path) -> None:
    run("draw", family, "--layout-json", "o.json")
    run("convert", family, "o.tsv")
    header, *rows = (line.split("\t") for line in (here / "o.tsv").read_text().splitlines())
    people = {row["id"]: row for row in (dict(zip(header, cells, strict=True)) for cells in rows)}
    figures = measured(json.loads((here / "o.json").read_text()), people)
    assert (figures["error"], figures["people"], figures["drawn"]) == ("", 20, 20)
    wrong = ("missing", "dups", "overlaps", "crossings", "through_symbols", "child_not_below")
    assert {name: figures[name] for name in wrong} == dict.fromkeys(wrong, 0)
    assert (figures["false_mates"], figures["false_descent"], figures["unions_undrawn"]) == (
        0,
        0,
        0,
    )


@pytest.mark.parametrize(("language", "word"), [("en", "breast"), ("de", "Brust"), ("ar", "ثدي")])
def test_labels_of_a_drawing_are_in_the_language_asked_for(
    run: Run, family: Path, here: Path, language: str, word: str
) -> None:
    assert run("draw", family, "--svg", "o.svg", "--language", language).code == 0
    assert word in (here / "o.svg").read_text("utf-8")


def test_risk_gives_every_number_with_its_interval_and_its_sources(run: Run, family: Path) -> None:
    answer: Any = run("risk", family, "--country", "UK", "--json").json
    assert (answer["person"], answer["number"], answer["country"]) == ("III-1", "III-5", "UK")
    assert set(answer["consultand"]) == {"BRCA1", "BRCA2", "PALB2"}
    for value in (*answer["consultand"].values(), answer["any_gene"]):
        assert 0 <= value["low"] <= value["value"] <= value["high"] <= 1
    assert all(citation["text"] for citation in answer["citations"])
    assert answer["assumptions"]
    for curve in answer["curves"].values():
        assert curve["probabilities"] == sorted(curve["probabilities"])
        assert len(curve["ages"]) == len(curve["probabilities"])
        assert len(curve["low"]) == len(curve["high"])
        assert len(curve["low"]) in (0, len(curve["ages"]))


def test_risk_in_words_names_the_same_numbers(run: Run, family: Path) -> None:
    answer: Any = run("risk", family, "--country", "UK", "--json").json
    said = run("risk", family, "--country", "UK")
    assert (said.code, said.err) == (0, "")
    assert f"BRCA1  carrier {answer['consultand']['BRCA1']['value']:.4f}" in said.out
    assert answer["citations"][0]["text"] in said.out


def test_country_may_be_named_as_people_name_it(run: Run, family: Path) -> None:
    one = run("risk", family, "--country", "uk", "--json").json
    assert one["any_gene"] == run("risk", family, "--country", "UK", "--json").json["any_gene"]


@pytest.mark.parametrize("language", ["en", "de", "ar"])
def test_letter_is_written_in_every_language(
    run: Run, family: Path, here: Path, language: str
) -> None:
    words = ("letter", "summary", family, "--language", language, "--pdf", "o.pdf")
    more = ("--agreed", "Call again in May.", "--session-on", "2026-11-20", "--country", "Germany")
    answer = run(*words, *more, "--json").json
    pdf = (here / "o.pdf").read_bytes()
    assert pdf.startswith(b"%PDF-")
    assert answer["bytes"] == len(pdf)
    assert answer["pages"] == count_pages(pdf)
    assert (answer["language"], answer["country"], answer["file"]) == (language, "Germany", "o.pdf")
    own = answer["pages"] - (language == "ar")  # that one has a page for the doctor besides
    assert own <= 2
    assert set(answer["findings"]) == {"finding.letter_unset"}  # nobody set the clinic up
    assert [p.name for p in here.iterdir() if p.suffix not in (".pdf", ".canrisk4")] == []


def test_doctor_names_every_check_and_what_to_do(run: Run) -> None:
    answer: Any = run("doctor", "--json").json
    names = [check["name"] for check in answer["checks"]]
    assert {"python", "assets", "languages", "records", "letters", "qt", "browser"} <= set(names)
    needed = [check["is_there"] for check in answer["checks"] if check["is_needed"]]
    assert answer["is_well"] is all(needed)
    said = run("doctor")
    assert said.code == (0 if answer["is_well"] else 1)
    assert len(said.out.splitlines()) >= len(names)


def test_doctor_changes_nothing(run: Run, here: Path) -> None:
    run("doctor")
    assert list(here.iterdir()) == []
    assert not (here.parent / "home").exists()
