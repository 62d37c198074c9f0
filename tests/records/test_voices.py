"""Who wrote an entry is told by the key that signed it: a name that somebody took shows as such."""

import os
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

from counselling.figures.writer_words import written_by
from counselling.pedigree.edits import ChangePerson, NameFamily
from counselling.pedigree.person import Age
from counselling.pedigree.writer import Known, Writer
from counselling.records.exchange import exchange, family_file, merging
from counselling.records.exchange.relay import parcels
from counselling.records.folder.memory import memory_vault
from counselling.records.log import families, history, voices
from counselling.records.log.trail import trail
from counselling.records.staff import admission
from counselling.records.vault.acts import Actor, Role
from counselling.records.vault.envelope import Envelope
from counselling.records.vault.vault import Vault
from counselling.records.ways.recovery_code import new_code
from counselling.work.sharing.settle_differences import open_differences
from tests.conftest import catalogue
from tests.families.builders import three_generations
from tests.records.conftest import ANNA, Desk, stepping_clock, two_ways

HIS = two_ways("what nils knows by heart", new_code(os.urandom))


@pytest.fixture
def home(desk: Desk, stored: Path) -> Iterator[Vault]:
    with desk.open(stored) as vault:
        yield vault


@pytest.fixture
def family(home: Vault) -> str:
    return families.listing(home)[0].id


def abroad(name: str) -> Vault:
    return memory_vault(actor=Actor(name, Role.ADMINISTRATOR), now=stepping_clock())


def name_it(vault: Vault, family: str, words: str) -> None:
    after = families.open_family(vault, family).sequence
    families.append(vault, family, edits=(NameFamily(words),), after=after)


def writers(vault: Vault, family: str) -> list[Writer]:
    return [moment.writer for moment in history.told(vault, family)]


def given(one: Vault, other: Vault, family: str, path: Path) -> None:
    family_file.write(one, family, path, to=other.user.sealing)
    family_file.take_in(other, path)


def test_an_impostor_under_a_colleagues_name_is_a_stranger(
    home: Vault, family: str, tmp_path: Path
) -> None:
    """She has the family, calls herself as the counsellor here does, and writes into it."""
    with abroad(home.actor.name) as hers:
        given(home, hers, family, tmp_path / "a.sealed")
        name_it(hers, family, "by an impostor")
        given(hers, home, family, tmp_path / "b.sealed")
        own, taken = writers(home, family)
        assert own == Writer("anna", Known.HERE, voices.shown(home.user.signing))
        assert taken == Writer("anna", Known.NOBODY, voices.shown(hers.user.signing))
        assert families.open_family(home, family).writer == taken
        assert voices.latest(home, (family,))[family] == taken
        english = catalogue("en")
        assert written_by(own, english) == "anna"
        assert taken.key in written_by(taken, english)
        assert "not of this clinic" in written_by(taken, english)


def test_a_step_of_an_impostor_is_not_ones_own(home: Vault, family: str, tmp_path: Path) -> None:
    with abroad(home.actor.name) as hers:
        given(home, hers, family, tmp_path / "a.sealed")
        name_it(hers, family, "by an impostor")
        given(hers, home, family, tmp_path / "b.sealed")
        name_it(home, family, "by herself")
        assert [step.writer for step in trail(home, family).done] == [
            Writer("anna", Known.NOBODY, voices.shown(hers.user.signing)),
            None,
        ]


def test_an_impostors_value_is_told_as_a_strangers_where_it_differs(
    home: Vault, family: str, tmp_path: Path
) -> None:
    with abroad(home.actor.name) as hers:
        given(home, hers, family, tmp_path / "a.sealed")
        for vault, years in ((home, 40), (hers, 50)):
            record = families.open_family(vault, family)
            person = replace(record.family.persons[-1], age=Age.at(years))
            edits = (ChangePerson(person),)
            families.append(vault, family, edits=edits, after=record.sequence)
        given(hers, home, family, tmp_path / "b.sealed")
        (one,) = open_differences(home, families.open_family(home, family))
        known = {choice.value: choice.writer.known for choice in one.choices}
        assert known == {Age.at(40): Known.HERE, Age.at(50): Known.NOBODY}


def test_who_gave_the_family_is_known_by_the_grant_and_nobody_else_is(
    home: Vault, family: str, tmp_path: Path
) -> None:
    with abroad("ines") as hers, abroad("olga") as third:
        given(home, third, family, tmp_path / "a.sealed")
        name_it(third, family, "by olga")
        given(third, home, family, tmp_path / "b.sealed")
        given(home, hers, family, tmp_path / "c.sealed")
        found = writers(hers, family)
        assert [one.known for one in found] == [Known.GRANT, Known.NOBODY]
        assert "of another clinic" in written_by(found[0], catalogue("en"))


def test_who_gives_a_family_under_a_name_that_is_taken_here_is_a_stranger(
    home: Vault, family: str, tmp_path: Path
) -> None:
    for mine in ("Anna ", "ANNA", "ａｎｎａ"):
        with abroad(mine.strip()) as hers:
            given(home, hers, family, tmp_path / f"{len(mine)}.sealed")
            assert writers(hers, family)[0].known is Known.NOBODY


def test_a_colleague_is_named_by_her_key_whatever_her_entry_says(
    desk: Desk, stored: Path, tmp_path: Path
) -> None:
    with desk.open(stored) as vault:
        family = families.listing(vault)[0].id
        admission.add_user(vault, "nils", Role.COUNSELLOR, ways=HIS, random=os.urandom)
    with desk.open(stored, proof=HIS[1].proof, user="nils") as vault:
        opened, around = vault._opened, vault._around
        posing = Vault(opened, replace(around, actor=ANNA))  # a program of his own
        name_it(posing, family, "as if by anna")
        assert writers(vault, family)[-1] == Writer(
            "nils", Known.HERE, voices.shown(vault.user.signing)
        )


def test_a_whole_family_without_signatures_is_by_nobody_that_is_known_here(
    home: Vault, family: str, tmp_path: Path
) -> None:
    """As an old vault would have it, and as anybody can write it."""
    with abroad("ines") as hers:
        forged = families.adopt(hers, three_generations())
        (entry,) = exchange.missing(hers, forged, ())
        text = re.sub(rb'"version":\d+', b'"version":4', entry.text.replace(b'"ines"', b'"anna"'))
        unsigned = entry._replace(text=text, signature=bytes(64))
        letter = tmp_path / "forged.sealed"
        family_file.write(hers, forged, letter, to=home.user.sealing)
        _swap(hers, letter, forged, unsigned)
        family_file.take_in(home, letter)
        (writer,) = writers(home, forged)
        assert writer == Writer("anna", Known.NOBODY, "")
        assert "not signed" in written_by(writer, catalogue("en"))


def _swap(hers: Vault, path: Path, family: str, entry: Envelope) -> None:
    """Put another entry into a family file, as who wrote it can."""
    told = msgspec.msgpack.decode(path.read_bytes(), type=family_file._File)
    key = hers.read(lambda c: hers.families.of(c, family))
    sealed = parcels.parcel_of(entry, key)
    changed = msgspec.structs.replace(told, parcels=((sealed.op, sealed.sealed),))
    path.write_bytes(msgspec.msgpack.encode(changed))


def test_a_practice_that_joined_is_known_and_not_taken_for_the_clinics_own(
    home: Vault, desk: Desk, tmp_path: Path
) -> None:
    with abroad("ines") as other:
        family = families.adopt(other, three_generations())
        merging.merge(home, other)
        name_it(home, family, "joined")
        assert [one.known for one in writers(home, family)] == [Known.GRANT, Known.HERE]


def test_every_language_says_who_is_a_stranger() -> None:
    for code in ("en", "de", "ar"):
        stranger = written_by(Writer("anna", Known.NOBODY, "1a2b 3c4d"), catalogue(code))
        assert "anna" in stranger
        assert "1a2b 3c4d" in stranger
        assert stranger != written_by(Writer("anna"), catalogue(code)) == "anna"
