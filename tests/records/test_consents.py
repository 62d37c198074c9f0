from dataclasses import replace
from pathlib import Path

import pytest

from counselling.errors import VaultError
from counselling.records.audit import audit, integrity
from counselling.records.exchange import merging
from counselling.records.folder.memory import memory_vault
from counselling.records.log import families
from counselling.records.papers import consents, handed
from counselling.records.papers.consents import Consent, Scope
from counselling.records.privacy import erasing, restricting
from counselling.records.vault.acts import Actor, Role
from counselling.records.vault.vault import Vault
from counselling.work.consents import export_research, keep_consents
from counselling.work.consents.export_research import Order
from tests.families.builders import three_generations
from tests.records.conftest import ANNA, Desk, stepping_clock


@pytest.fixture
def family(vault: Vault) -> str:
    return families.adopt(vault, three_generations())


def say(vault: Vault, family: str, person: str, scope: Scope, *, is_given: bool = True) -> None:
    consents.record(vault, family, Consent(person, scope, is_given, medium="paper"))


def test_the_last_word_counts_and_her_own_more_than_the_familys(vault: Vault, family: str) -> None:
    people = [person.id for person in three_generations().persons]
    agreed = export_research.who_agreed
    assert agreed(vault, family, people) == frozenset()
    say(vault, family, "", Scope.RESEARCH)
    assert agreed(vault, family, people) == set(people)
    say(vault, family, "uncle", Scope.RESEARCH, is_given=False)
    assert agreed(vault, family, people) == set(people) - {"uncle"}
    say(vault, family, "uncle", Scope.RESEARCH)
    say(vault, family, "mother", Scope.USE, is_given=False)
    assert agreed(vault, family, people) == set(people) - {"mother"}
    say(vault, family, "", Scope.RESEARCH, is_given=False)
    assert agreed(vault, family, people) == {"uncle"}


def test_every_word_is_kept_with_who_wrote_it(vault: Vault, family: str) -> None:
    say(vault, family, "uncle", Scope.CARE)
    say(vault, family, "uncle", Scope.CARE, is_given=False)
    told = consents.recorded(vault, family)
    assert [one.consent.is_given for one in told] == [True, False]
    assert {one.author for one in told} == {"anna"}
    assert audit.rows(vault, family=family)[0].target == "consent/care"


def test_restricted_records_are_kept_and_not_used(vault: Vault, family: str) -> None:
    consents.demand_use(vault, family)
    say(vault, family, "", Scope.USE, is_given=False)
    with pytest.raises(VaultError) as refused:
        consents.demand_use(vault, family)
    assert refused.value.message_id == "vault.restricted"
    assert audit.rows(vault, family=family)[0].action == "restrict"
    say(vault, family, "", Scope.USE)
    consents.demand_use(vault, family)


def test_consents_go_with_the_family_wherever_it_goes(desk: Desk, stored: Path) -> None:
    with desk.open(stored) as vault:
        family = families.listing(vault)[0].id
        for person in ("uncle", "mother", ""):
            say(vault, family, person, Scope.RESEARCH)
        restricting.restrict(vault, family, {"anna"})
        with memory_vault(actor=ANNA, now=stepping_clock()) as other:
            merging.merge(other, vault)
            merging.merge(other, vault)
            assert consents.recorded(other, family) == consents.recorded(vault, family)
        done = erasing.erase_person(vault, family, "uncle")
        left = [one.consent.person for one in consents.recorded(vault, done.family)]
        assert left == ["mother", ""]
        assert integrity.check(vault).is_whole
        with pytest.raises(VaultError):
            consents.recorded(vault, family)


def test_a_consent_is_never_changed(vault: Vault, family: str) -> None:
    say(vault, family, "uncle", Scope.CARE)
    act = consents.Act(consents.Action.CHANGE, "test")
    for statement in ("DELETE FROM consent", "UPDATE consent SET at = ''"):
        with pytest.raises(Exception, match="append-only"):
            vault.write(lambda t, sql=statement: t.connection.run(sql), act=act)
    assert replace(consents.recorded(vault, family)[0]).consent.medium == "paper"


def test_who_takes_consent_back_learns_which_projects_have_her_and_under_which_name(
    desk: Desk, stored: Path, tmp_path: Path
) -> None:
    order, out = Order("Atlas", smallest=1, needs=()), tmp_path / "out"
    out.mkdir()
    with desk.open(stored) as vault:
        family = families.listing(vault)[0].id
        say(vault, family, "", Scope.RESEARCH)
        done = export_research.write(vault, order, out)
        assert done.people == len(three_generations().persons)
        assert keep_consents.ledger(vault, family).in_spite == ()
        told = keep_consents.record(vault, family, Consent("uncle", Scope.RESEARCH, is_given=False))
        (held,) = told.in_spite
        assert (held.person, held.project, held.by) == ("uncle", "Atlas", "anna")
        (file,) = out.iterdir()
        assert held.alias in file.read_text("utf-8")
        assert export_research.write(vault, order, out).people == done.people - 1
        assert keep_consents.ledger(vault, family).in_spite == (held,)
        after = erasing.erase_person(vault, family, "mother").family
        assert keep_consents.ledger(vault, after).in_spite == (held,)
        people = {word.consent.person for word in consents.recorded(vault, after)}
        assert "mother" not in people


def test_a_preview_says_what_is_written_and_writes_nothing(vault: Vault, tmp_path: Path) -> None:
    people = tuple(replace(p, count=2) for p in three_generations().persons)
    family = families.adopt(vault, replace(three_generations(), persons=people))
    say(vault, family, "", Scope.RESEARCH)
    order = Order("Atlas", form="phenopackets", smallest=1, needs=())
    seen = export_research.preview(vault, order)
    (lost,) = seen.lost
    assert (lost.message_id, lost.fields, lost.people) == ("loss.fact", (("fact", "count"),), 7)
    assert (list(tmp_path.iterdir()), handed.among(consents.recorded(vault, family))) == ([], ())
    assert "export" not in {row.action for row in audit.rows(vault)}
    assert export_research.write(vault, order, tmp_path) == seen
    assert audit.rows(vault)[0].target == "research/1"


def test_an_export_that_is_stopped_leaves_no_file_and_no_word(
    vault: Vault, family: str, tmp_path: Path
) -> None:
    say(vault, family, "", Scope.RESEARCH)
    parts: list[float] = []

    def stop_at_the_end(part: float) -> None:
        parts.append(part)
        if part == 1.0:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        export_research.write(vault, Order("Atlas", needs=()), tmp_path, watch=stop_at_the_end)
    assert list(tmp_path.iterdir()) == []
    assert parts == sorted(parts)
    assert handed.among(consents.recorded(vault, family)) == ()


@pytest.mark.parametrize("name", ["", "   "])
def test_an_export_needs_a_project(vault: Vault, family: str, tmp_path: Path, name: str) -> None:
    say(vault, family, "", Scope.RESEARCH)
    with pytest.raises(VaultError) as refused:
        export_research.write(vault, Order(name), tmp_path)
    assert refused.value.message_id == "vault.research_project"
    assert list(tmp_path.iterdir()) == []


def test_a_nurse_exports_nothing_and_no_family_is_read_for_it(tmp_path: Path) -> None:
    with memory_vault(actor=Actor("nils", Role.NURSE), now=stepping_clock()) as vault:
        with pytest.raises(VaultError) as refused:
            export_research.write(vault, Order("Atlas"), tmp_path)
        assert refused.value.message_id == "vault.not_allowed"
        assert [(row.action, row.outcome) for row in audit.each(vault)] == [
            ("create", "done"),
            ("export", "refused"),
        ]
