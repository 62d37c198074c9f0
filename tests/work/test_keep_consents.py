"""Consents and keeping at the desk: what somebody took back counts for the next letter."""

import json
import zipfile
from datetime import date
from pathlib import Path

import pytest

from app.settings import load_settings
from counselling.errors import PedigreeError, VaultError
from counselling.session.consent import Explained
from counselling.work.desk import Desk

PAPER = {"medium": "paper", "given_by": "", "explained": Explained()}


@pytest.fixture
def family(desk: Desk, folder: Path) -> str:
    assert folder.is_dir()
    return next(one.id for one in desk.families.summaries() if "BOC" in one.name)


def test_who_wants_no_counselling_gets_no_letter_until_she_agrees_again(
    desk: Desk, family: str, tmp_path: Path
) -> None:
    how = {"language": "en", "country": "UK"}
    consents = desk.safekeeping.consents
    letter = desk.letters.write_summary(family, person=None, **how)
    consents.record(family, letter.person, "care", is_given=False, **PAPER)
    for write in (
        lambda: desk.letters.write_summary(family, person=letter.person, **how),
        lambda: desk.letters.export(letter.id, tmp_path / "letter.pdf"),
    ):
        with pytest.raises(VaultError) as refused:
            write()
        assert refused.value.message_id == "vault.care_withdrawn"
    assert list(tmp_path.glob("*.pdf")) == []
    consents.record(family, letter.person, "care", is_given=True, **PAPER)
    desk.letters.export(letter.id, tmp_path / "letter.pdf")


def test_nobody_is_asked_who_is_not_of_the_family(desk: Desk, family: str) -> None:
    with pytest.raises(PedigreeError):
        desk.safekeeping.consents.record(family, "nobody", "care", is_given=True, **PAPER)
    assert desk.safekeeping.consents.ledger(family).words == ()


def test_a_rule_is_remembered_and_years_of_ones_own_need_a_basis(desk: Desk, family: str) -> None:
    keeping = desk.safekeeping.keeping
    assert keeping.state().due is None
    told = keeping.set_rule("DE", years=0, basis="")
    assert (told.rule.years if told.rule else 0, told.due) == (10, ())
    with pytest.raises(VaultError) as refused:
        keeping.set_rule("DE", years=5, basis=" ")
    assert refused.value.message_id == "vault.rule_basis"
    assert keeping.state().own.country == "DE"
    assert load_settings().retention_country == "DE"


def test_a_family_kept_longer_is_told_as_kept_and_nothing_is_erased(
    desk: Desk, family: str
) -> None:
    keeping = desk.safekeeping.keeping
    desk.safekeeping.consents.record(family, "", "storage", is_given=False, **PAPER)
    (due,) = keeping.set_rule("DE", years=0, basis="").due or ()
    assert (due.family, due.kept) == (family, None)
    until = date(2090, 1, 1)
    (due,) = keeping.keep_longer(family, until=until, reason="a claim").due or ()
    assert due.kept is not None
    assert due.kept.until == until
    (due,) = keeping.keep_no_longer(family).due or ()
    assert due.kept is None
    assert family in {one.id for one in desk.families.summaries()}


def test_she_is_told_what_she_agreed_to_and_which_projects_have_her(
    desk: Desk, family: str, tmp_path: Path
) -> None:
    safe = desk.safekeeping
    (person, *others) = (one.id for one in safe.requests.people(family) if one.id)
    safe.consents.record(family, "", "research", is_given=True, **PAPER)
    safe.consents.record(family, others[0], "care", is_given=False, **PAPER)
    (tmp_path / "out").mkdir()
    safe.research.write("Atlas", "phenopackets", 1, tmp_path / "out", needs=())
    safe.keeping.keep_longer(family, until=date(2090, 1, 1), reason="the clinic's own")
    safe.requests.disclose(family, person, tmp_path / "hers.zip")
    with zipfile.ZipFile(tmp_path / "hers.zip") as pack:
        text = pack.read("read-me.txt").decode()
        told = json.loads(pack.read("data.json"))
    assert [(one["what"], one["agreed"]) for one in told["said"]] == [("research", True)]
    ((project, alias),) = ((one["project"], one["pseudonym"]) for one in told["projects"])
    assert project == "Atlas"
    assert alias in text
    assert "the clinic's own" not in text
