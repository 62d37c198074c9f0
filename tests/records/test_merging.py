"""Another vault's records taken in, and a family's file for one colleague."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from counselling.errors import CounsellingError
from counselling.pedigree.edits import ChangePerson, NameFamily
from counselling.pedigree.person import Age
from counselling.records.audit import integrity
from counselling.records.exchange import family_file, merging
from counselling.records.folder.memory import memory_vault
from counselling.records.log import families
from counselling.records.papers import documents, sessions
from counselling.records.papers.documents import NewDocument
from counselling.records.vault.vault import Vault
from tests.families.builders import three_generations, trio
from tests.records.conftest import ANNA, Desk, stepping_clock


def grow(vault: Vault, family: str, years: int) -> None:
    record = families.open_family(vault, family)
    person = replace(record.family.persons[-1], age=Age.at(years))
    families.append(vault, family, edits=(ChangePerson(person),), after=record.sequence)


def test_a_copy_that_went_on_elsewhere_comes_home_whole(
    desk: Desk, stored: Path, tmp_path: Path
) -> None:
    with desk.open(stored) as vault:
        family = families.listing(vault)[0].id
        both = sessions.begin(vault, family)
        sessions.save_notes(vault, both, text="begun")
        quiet = sessions.begin(vault, family)
        sessions.save_notes(vault, quiet, text="quiet")
    laptop = tmp_path / "laptop.vault"
    shutil.copytree(stored, laptop)
    with desk.open(stored) as vault, desk.open(laptop) as other:
        grow(vault, family, 40)
        grow(other, family, 50)
        new = families.adopt(other, trio())
        sessions.save_notes(vault, both, text="begun, at home")
        sessions.save_notes(other, both, text="begun, on the way")
        sessions.save_notes(other, quiet, text="quiet, more")
        away = sessions.begin(other, family)
        sessions.save_notes(other, away, text="away")
        letter = documents.store(other, NewDocument(family, "letter", "text/plain", b"Dear Anna"))
        merged = merging.merge(vault, other)
        assert merged == merging.Merged(1, 2, 1, 1, 1, 0)
        assert len(families.open_family(vault, family).differences) == 1
        assert families.open_family(vault, new).family.persons == trio().persons
        text = sessions.notes(vault, both).text
        assert "begun, at home" in text
        assert "begun, on the way" in text
        assert sessions.notes(vault, quiet).text == "quiet, more"
        assert sessions.notes(vault, away).text == "away"
        assert documents.fetch(vault, letter.id) == b"Dear Anna"
        assert integrity.check(vault).is_whole
        assert merging.merge(vault, other) == merging.Merged()


def test_a_vault_of_another_practice_joins(desk: Desk, stored: Path, tmp_path: Path) -> None:
    with (
        desk.open(stored) as vault,
        desk.create(tmp_path / "practice.vault", passphrase="another long passphrase") as other,
    ):
        families.adopt(other, trio())
        assert merging.merge(vault, other).families == 1
        assert len(families.listing(vault)) == 2
        assert integrity.check(vault).is_whole


def test_a_family_goes_to_one_colleague_in_a_file_and_comes_back(
    desk: Desk, stored: Path, tmp_path: Path
) -> None:
    path = tmp_path / "family.sealed"
    with desk.open(stored) as mine, memory_vault(actor=ANNA, now=stepping_clock()) as hers:
        family = families.listing(mine)[0].id
        assert family_file.write(mine, family, path, to=hers.user.sealing) == 1
        assert b"Anna" not in path.read_bytes()
        record = family_file.take_in(hers, path)
        assert record.family.persons == three_generations().persons
        grow(hers, family, 44)
        families.append(mine, family, edits=(NameFamily("meanwhile"),), after=1)
        family_file.write(hers, family, path, to=mine.user.sealing)
        back = family_file.take_in(mine, path)
        assert (back.family.name, back.family.persons[-1].age) == ("meanwhile", Age.at(44))
        assert integrity.check(mine).is_whole
        with memory_vault(actor=ANNA, now=stepping_clock()) as other:
            with pytest.raises(CounsellingError) as refused:
                family_file.take_in(other, path)
            assert refused.value.message_id == "vault.family_file"
            assert families.listing(other) == ()


@pytest.mark.parametrize("spoil", ["cut", "bit", "empty", "text"])
def test_a_family_file_that_is_none_changes_nothing(
    desk: Desk, stored: Path, tmp_path: Path, spoil: str
) -> None:
    path = tmp_path / "family.sealed"
    with desk.open(stored) as mine, memory_vault(actor=ANNA, now=stepping_clock()) as hers:
        family_file.write(mine, families.listing(mine)[0].id, path, to=hers.user.sealing)
        content = bytearray(path.read_bytes())
        content[len(content) // 2] ^= 1
        spoilt = {"cut": content[:-9], "bit": content, "empty": b"", "text": b"no family"}
        path.write_bytes(bytes(spoilt[spoil]))
        with pytest.raises(CounsellingError):
            family_file.take_in(hers, path)
        assert families.listing(hers) == ()
