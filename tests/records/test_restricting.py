"""A family sealed to named users: others have its rows and cannot read them."""

import os
from pathlib import Path

import pytest

from counselling.errors import VaultError
from counselling.pedigree.edits import NameFamily
from counselling.records.audit import audit, integrity
from counselling.records.log import families
from counselling.records.papers import documents, sessions
from counselling.records.papers.documents import NewDocument
from counselling.records.privacy import restricting
from counselling.records.search import search
from counselling.records.search.tickets import ticket
from counselling.records.staff import admission
from counselling.records.vault.acts import Role
from counselling.records.ways.recovery_code import new_code
from tests.records.conftest import Desk, two_ways

HIS = two_ways("what nils knows by heart", new_code(os.urandom))


@pytest.fixture
def family(desk: Desk, stored: Path) -> str:
    """The family of the stored vault, with notes and a letter; Nils has a way in too."""
    with desk.open(stored) as vault:
        family = families.listing(vault)[0].id
        admission.add_user(vault, "nils", Role.COUNSELLOR, ways=HIS, random=os.urandom)
        session = sessions.begin(vault, family)
        sessions.save_notes(vault, session, text="first")
        sessions.save_notes(vault, session, text="first and second")
        documents.store(vault, NewDocument(family, "letter", "text/plain", b"Dear Anna"))
    return family


def test_a_restricted_family_is_not_there_for_others(desk: Desk, stored: Path, family: str) -> None:
    with desk.open(stored) as vault:
        restricting.restrict(vault, family, {"anna"})
        assert restricting.readers(vault, family) == ("anna",)
        (session,) = sessions.listing(vault, family)
        (document,) = documents.listing(vault, family)
    with desk.open(stored, proof=HIS[0].proof, user="nils") as vault:
        assert families.listing(vault) == ()
        for touch in (
            lambda: families.open_family(vault, family),
            lambda: families.append(vault, family, edits=(NameFamily("x"),), after=1),
            lambda: sessions.notes(vault, session.id),
            lambda: sessions.save_notes(vault, session.id, text=""),
            lambda: sessions.begin(vault, family),
            lambda: documents.fetch(vault, document.id),
            lambda: restricting.restrict(vault, family, {"nils"}),
        ):
            with pytest.raises(VaultError) as refused:
                touch()
            assert refused.value.message_id == "vault.family_sealed"
        assert integrity.check(vault).is_whole
        families.rebuild(vault)
    with desk.open(stored) as vault:
        assert families.open_family(vault, family).sequence == 1
        assert sessions.notes(vault, session.id).text == "first and second"
        assert sessions.notes_at(vault, session.id, revision=1).text == "first"
        assert documents.fetch(vault, document.id) == b"Dear Anna"
        assert families.listing(vault)[0].people == 7
        assert integrity.check(vault).is_whole


def test_a_restricted_family_is_found_by_its_readers_alone(
    desk: Desk, stored: Path, family: str
) -> None:
    with desk.open(stored) as vault:
        assert [hit.name for hit in search.search(vault, "Anna")] == ["Anna"]
        restricting.restrict(vault, family, {"anna"})
        assert [hit.name for hit in search.search(vault, "Anna")] == ["Anna"]
        (document,) = documents.listing(vault, family)
    with desk.open(stored, proof=HIS[0].proof, user="nils") as vault:
        assert search.search(vault, "Anna") == ()
        assert search.search(vault, ticket(document.id)) == ()


def test_a_restriction_is_widened_and_taken_back(desk: Desk, stored: Path, family: str) -> None:
    with desk.open(stored) as vault:
        restricting.restrict(vault, family, {"anna"})
        restricting.restrict(vault, family, {"anna", "nils"})
    with desk.open(stored, proof=HIS[0].proof, user="nils") as vault:
        assert families.open_family(vault, family).family.persons
        families.append(vault, family, edits=(NameFamily("his"),), after=1)
        restricting.restrict(vault, family, ())
        assert restricting.readers(vault, family) == ()
        assert families.listing(vault)[0].name == "his"
        targets = {row.target for row in audit.rows(vault, family=family)}
        assert "family/readers/all" in targets
        assert integrity.check(vault).is_whole


@pytest.mark.parametrize(
    ("names", "message_id"),
    [({"anna", "nobody"}, "vault.no_such_user"), ({"nils"}, "vault.not_without_oneself")],
)
def test_nobody_is_shut_out_by_a_slip(
    desk: Desk, stored: Path, family: str, names: set[str], message_id: str
) -> None:
    with desk.open(stored) as vault:
        with pytest.raises(VaultError) as refused:
            restricting.restrict(vault, family, names)
        assert refused.value.message_id == message_id
        assert restricting.readers(vault, family) == ()
