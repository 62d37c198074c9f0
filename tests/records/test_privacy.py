"""What is kept of a person: told to her, and erased, wherever a copy is."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from counselling.errors import PedigreeError, VaultError
from counselling.pedigree.answers import FamilyNote
from counselling.pedigree.edits import AddPerson, ChangePerson
from counselling.pedigree.family import Family
from counselling.pedigree.origin import Confidence, Origin
from counselling.pedigree.person import Age, Diagnosis, Person, PersonId
from counselling.pedigree.terms import Source
from counselling.records.audit import audit, integrity
from counselling.records.copies import backups, restoring
from counselling.records.exchange import exchange
from counselling.records.exchange.exchange import Brought
from counselling.records.log import families
from counselling.records.papers import documents, sessions
from counselling.records.papers.documents import NewDocument
from counselling.records.privacy import disclosing, erasing, facts, remaining, restricting
from counselling.records.readership import turning
from counselling.records.search import search
from counselling.records.vault.abroad import NOBODY
from counselling.records.vault.vault import Vault
from counselling.records.ways.way import Proof
from tests.families.builders import three_generations
from tests.records.conftest import CODE, Desk
from tests.records.test_backups import AT

MARK = "Zerubabel"


def told_by(vault: Vault, family: str, person: Person, origin: Origin) -> None:
    record = families.open_family(vault, family)
    families.append(
        vault, family, edits=(ChangePerson(person),), after=record.sequence, origin=origin
    )


@pytest.fixture
def family(vault: Vault) -> str:
    return families.adopt(vault, three_generations())


def one(vault: Vault, family: str, person: PersonId) -> Person:
    return families.open_family(vault, family).family.person(person)


def test_every_fact_says_who_told_it_and_who_wrote_it_down(vault: Vault, family: str) -> None:
    origin = Origin("mother", source=Source.FAMILY, confidence=Confidence.UNSURE)
    told_by(vault, family, replace(one(vault, family, "uncle"), age=Age.at(57)), origin)
    (fact,) = [f for f in facts.standing(vault, family) if f.place == ("person", "uncle", "age")]
    assert (fact.value, fact.origin, fact.author) == (Age.at(57), origin, "anna")
    assert fact.is_of("uncle")
    assert fact.is_of("mother")
    assert not fact.is_of("child")


def test_a_fact_that_was_replaced_is_told_as_it_stands(vault: Vault, family: str) -> None:
    for teller, years in (("mother", 57), ("uncle", 58)):
        changed = replace(one(vault, family, "uncle"), age=Age.at(years))
        told_by(vault, family, changed, Origin(teller))
    (fact,) = [f for f in facts.standing(vault, family) if f.place == ("person", "uncle", "age")]
    assert (fact.value, fact.origin.teller) == (Age.at(58), "uncle")


def test_a_person_is_told_her_facts_and_nothing_of_others(vault: Vault, family: str) -> None:
    secret = replace(one(vault, family, "uncle"), diagnoses=(Diagnosis("colon", Age.at(50)),))
    told_by(vault, family, secret, Origin("mother"))
    hers = replace(one(vault, family, "mother"), note="hers")
    told_by(vault, family, hers, Origin("mother"))
    session = sessions.begin(vault, family, person="mother")
    sessions.save_notes(vault, session, text="what was said")
    documents.store(vault, NewDocument(family, "letter", "text/plain", b"Dear", person="mother"))
    documents.store(vault, NewDocument(family, "letter", "text/plain", b"His", person="uncle"))
    found = disclosing.gather(vault, family, "mother")
    assert found.person.note == "hers"
    assert found.person.parents == ()
    assert {fact.place[1] for fact in found.facts} == {"mother"}
    assert [(told.relation, told.what) for told in found.told] == [("brother", "diagnoses")]
    assert [meeting.notes for meeting in found.meetings] == ["what was said"]
    assert [content for _, content in found.documents] == [b"Dear"]
    assert {row.action for row in found.seen} >= {"create", "view", "change", "disclose"}
    assert "colon" not in str(found.told)
    assert "disclose" in [row.action for row in audit.rows(vault, family=family)]


def marked(family: Family) -> Family:
    """The family with a person whose name nobody else has, and who is named in a note."""
    uncle = replace(
        family.person("uncle"), name=f"{MARK} Berg", diagnoses=(Diagnosis("colon", Age.at(50)),)
    )
    other = replace(family.person("brother"), note=f"lived with {MARK}")
    notes = (FamilyNote("2026-01-01T00:00:00Z", f"{MARK} was ill"), FamilyNote("", "all is well"))
    return replace(family.replace_person(uncle).replace_person(other), notes=notes)


def test_without_a_person_her_place_stays_and_nothing_else() -> None:
    family = marked(three_generations())
    left = remaining.without_person(family, "uncle", new_id="x" * 32)
    symbol = left.person("x" * 32)
    assert (symbol.name, symbol.diagnoses, symbol.age) == ("", (), None)
    assert symbol.parents == family.person("uncle").parents
    assert "uncle" not in left.by_id
    assert MARK not in repr(left)
    assert [note.text for note in left.notes] == ["all is well"]
    others = [p for p in left.persons if p.id not in ("x" * 32, "brother")]
    assert others == [p for p in family.persons if p.id not in ("uncle", "brother")]
    with pytest.raises(PedigreeError):
        remaining.without_person(family, "nobody", new_id="x")


@pytest.mark.parametrize("written", ["IŞIK YILDIZ", "ışık", "Isik Yildiz", "yıldız"])
def test_a_note_names_somebody_however_her_name_is_written(written: str) -> None:
    family = Family("f", persons=(Person("aunt", name="Işık Yıldız"),))
    notes = (FamilyNote("", f"{written} was ill"), FamilyNote("", "all is well"))
    left = remaining.without_person(replace(family, notes=notes), "aunt", new_id="x" * 32)
    assert [note.text for note in left.notes] == ["all is well"]


@pytest.fixture
def kept(desk: Desk, stored: Path, tmp_path: Path) -> tuple[Path, str, Path]:
    """A vault with the marked family, sessions and letters about two people, and a backup."""
    stick = tmp_path / "stick"
    stick.mkdir()
    with desk.open(stored) as vault:
        family = families.adopt(vault, marked(three_generations()))
        for person, words in (("uncle", f"{MARK} himself"), ("child", "about the child")):
            session = sessions.begin(vault, family, person=person)
            sessions.save_notes(vault, session, text=words)
            content = words.encode()
            documents.store(
                vault, NewDocument(family, "letter", "text/plain", content, person=person)
            )
        backups.make(vault, stick, at=AT)
    return stored, family, stick


def test_a_person_is_erased_and_the_family_goes_on(
    desk: Desk, kept: tuple[Path, str, Path], tmp_path: Path
) -> None:
    folder, family, stick = kept
    with desk.open(folder) as vault:
        shown = erasing.preview(vault, family, "uncle")
        assert (shown.sessions, shown.documents, shown.notes, shown.letters) == (1, 1, 2, 1)
        done = erasing.erase_person(vault, family, "uncle", backup_folders=(stick,))
        assert (done.sessions, done.documents, done.unreached) == (1, 1, ())
        assert MARK not in repr(families.open_family(vault, done.family))
        assert search.search(vault, MARK) == ()
        (session,) = sessions.listing(vault, done.family)
        assert sessions.notes(vault, session.id).text == "about the child"
        (letter,) = documents.listing(vault, done.family)
        assert documents.fetch(vault, letter.id) == b"about the child"
        with pytest.raises(VaultError) as refused:
            families.open_family(vault, family)
        assert refused.value.message_id == "vault.family_erased"
        assert integrity.check(vault).is_whole
        assert {row.action for row in audit.rows(vault, family=done.family)} >= {"create"}
    (backup,) = backups.found_in(stick)
    back = tmp_path / "back.vault"
    assert restoring.restore(backup, back, Proof(code=CODE), now=desk.now).without_key == 1
    with desk.open(back) as vault:
        assert MARK not in repr(families.listing(vault))


def test_what_others_told_goes_on_with_who_told_it_when_somebody_is_erased(
    vault: Vault, family: str
) -> None:
    hers = Origin("uncle", source=Source.FAMILY, consent="c")
    doctor = Origin(told_by="Dr Invented", confidence=Confidence.CERTAIN)
    told_by(vault, family, replace(one(vault, family, "mother"), age=Age.at(61)), doctor)
    told_by(vault, family, replace(one(vault, family, "child"), age=Age.at(30)), hers)
    before = {fact.place: fact for fact in facts.standing(vault, family)}
    first = erasing.erase_person(vault, family, "uncle").family
    again = erasing.erase_person(vault, first, "brother").family  # what goes on goes on twice
    after = {fact.place: fact for fact in facts.standing(vault, again)}
    mother, child = ("person", "mother", "age"), ("person", "child", "age")
    assert after[mother] == before[mother]
    assert after[child].origin == Origin(source=Source.FAMILY)  # a fact, told by nobody named
    assert (after[child].author, after[child].told_at) == ("anna", before[child].told_at)
    gone = {"uncle", "brother"}
    others = [place for place, fact in before.items() if not gone & {*fact.about}]
    assert [place for place in others if place not in after] == []


def test_nobody_is_erased_while_entries_about_others_wait_to_be_chosen_between(
    desk: Desk, tmp_path: Path
) -> None:
    with desk.create(tmp_path / "one.vault") as mine, desk.create(tmp_path / "two.vault") as other:
        family = families.adopt(mine, three_generations())
        key = mine.read(lambda c: mine.families.of(c, family))
        whole = Brought(mine.read(lambda c: turning.ring(c, family, key)), NOBODY)
        exchange.take_in(other, family, whole, exchange.missing(mine, family, ()))
        for vault, years in ((mine, 60), (other, 61)):
            aged = replace(one(vault, family, "mother"), age=Age.at(years))
            told_by(vault, family, aged, Origin())
        known = exchange.known(mine, family)
        exchange.take_in(mine, family, whole, exchange.missing(other, family, known))
        with pytest.raises(VaultError) as refused:
            erasing.erase_person(mine, family, "uncle")
        assert refused.value.message_id == "vault.unsettled"
        assert one(mine, family, "uncle").id == "uncle"
        assert erasing.erase_person(mine, family, "mother").family  # both entries are hers


def test_a_family_is_erased_with_all_that_hangs_on_it(
    desk: Desk, kept: tuple[Path, str, Path], tmp_path: Path
) -> None:
    folder, family, stick = kept
    gone = tmp_path / "unplugged"
    with desk.open(folder) as vault:
        before = len(families.listing(vault))
        done = erasing.erase_family(vault, family, backup_folders=(stick, gone))
        assert (done.family, done.sessions, done.documents) == ("", 2, 2)
        assert done.unreached == (gone,)
        assert len(families.listing(vault)) == before - 1
        assert sessions.listing(vault, family)[0].person == ""
        assert documents.listing(vault, family) == ()
        assert integrity.check(vault).is_whole
        backups.make(vault, stick, at=AT + timedelta(hours=1))
    for number, backup in enumerate(backups.found_in(stick)):
        back = tmp_path / f"back{number}.vault"
        restoring.restore(backup, back, Proof(code=CODE), now=desk.now)
        with desk.open(back) as vault, pytest.raises(VaultError):
            families.open_family(vault, family)


def test_a_sealed_family_stays_sealed_when_somebody_in_it_is_erased(
    desk: Desk, kept: tuple[Path, str, Path]
) -> None:
    folder, family, _ = kept
    with desk.open(folder) as vault:
        restricting.restrict(vault, family, {"anna"})
        done = erasing.erase_person(vault, family, "uncle")
        assert restricting.readers(vault, done.family) == ("anna",)


def test_no_row_that_can_be_read_names_her_after_erasing(
    desk: Desk, kept: tuple[Path, str, Path]
) -> None:
    folder, family, _ = kept
    with desk.open(folder) as vault:
        erasing.erase_person(vault, family, "uncle")
        sql = "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'"
        for (table,) in vault.read(lambda c: c.rows(tuple[str], sql)):
            rows = vault.read(
                lambda c, table=table: c.rows(tuple[object, ...], f"SELECT * FROM {table}")
            )
            assert MARK.casefold() not in repr(rows).casefold(), table


def test_who_is_not_there_is_not_erased(vault: Vault, family: str) -> None:
    families.append(vault, family, edits=(AddPerson(Person("x")),), after=1)
    before = families.open_family(vault, family)
    with pytest.raises(PedigreeError):
        erasing.erase_person(vault, family, "nobody")
    assert families.open_family(vault, family) == before
