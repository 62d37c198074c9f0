"""No act without a row: every function of the records that takes a vault is here, or this fails.

A new one is put under DRIVEN with how to call it, or under QUIET with the reason why it leaves no
row of its own, or under ELSEWHERE with the test that looks at its row.
"""

import datetime
import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest

import counselling.records
from counselling.pedigree.edits import NameFamily
from counselling.pedigree.family import Family
from counselling.records.audit import audit, audit_export, integrity
from counselling.records.exchange import exchange
from counselling.records.log import families, history, projection, speakers, trail
from counselling.records.papers import (
    alike,
    appointments,
    consents,
    documents,
    letter_reviews,
    majority,
    sessions,
    tasks,
)
from counselling.records.papers.documents import NewDocument
from counselling.records.privacy import facts, restricting, usage
from counselling.records.staff import staff
from counselling.records.store.engine import Connection
from counselling.records.vault.acts import Act, Action, Transaction
from counselling.records.vault.vault import Vault
from tests.families.builders import trio

WITHIN = "of a family that open_family has written down"
KEYS = "shows the keys and ways of who is in, nobody's record"
STAFF = "names of colleagues, nobody's record"


ROOM = appointments.Room("child", "en", "https://clinic.example", b"{}", 0.0, 1.0)
RULES = tasks.Rules(majority.in_force(country="", assent=7), (datetime.timedelta(days=7),))


@dataclass(frozen=True)
class Stock:
    """A vault with one of everything."""

    vault: Vault
    family: str
    session: str
    document: str
    appointment: str
    folder: Path


def _stock(vault: Vault, folder: Path) -> Stock:
    family = families.adopt(vault, trio())
    session = sessions.begin(vault, family)
    sessions.save_notes(vault, session, text="a note")
    stored = documents.store(vault, NewDocument(family, "letter", "text/plain", b"words"))
    appointment = appointments.make(vault, family, ROOM)
    return Stock(vault, family, session, stored.id, appointment, folder)


def _append(has: Stock) -> object:
    return families.append(has.vault, has.family, edits=(NameFamily("other"),), after=1)


DRIVEN: dict[str, Callable[[Stock], object]] = {
    "appointments.change": lambda has: appointments.change(
        has.vault, has.family, has.appointment, ROOM
    ),
    "appointments.end": lambda has: appointments.end(has.vault, has.family, has.appointment),
    "appointments.keep_mail": lambda has: appointments.keep_mail(
        has.vault, has.family, has.appointment, seat="1", number=1, message=b"hers"
    ),
    "appointments.mail": lambda has: appointments.mail(has.vault, has.family),
    "appointments.make": lambda has: appointments.make(has.vault, has.family, ROOM),
    "appointments.settle": lambda has: appointments.settle(has.vault, has.family, ()),
    "audit.find": lambda has: audit.find(has.vault, audit.Wanted()),
    "audit.rows": lambda has: audit.rows(has.vault),
    "audit.verify": lambda has: audit.verify(has.vault),
    "audit_export.export": lambda has: audit_export.export(has.vault, has.folder / "a.json"),
    "alike.alike": lambda has: alike.alike(
        has.vault, ("letter",), language="", template_version=""
    ),
    "documents.export": lambda has: documents.export(
        has.vault, has.document, path=has.folder / "letter.txt"
    ),
    "documents.fetch": lambda has: documents.fetch(has.vault, has.document),
    "tasks.waiting": lambda has: tasks.waiting(has.vault, RULES, today=datetime.date(2026, 11, 29)),
    "documents.store": lambda has: documents.store(
        has.vault, NewDocument(has.family, "letter", "text/plain", b"more")
    ),
    "documents.store_together": lambda has: documents.store_together(
        has.vault, [NewDocument(has.family, "letter", "text/plain", text) for text in (b"a", b"b")]
    ),
    "exchange.missing": lambda has: exchange.missing(has.vault, has.family, ()),
    "exchange.receive": lambda has: exchange.receive(has.vault, has.family, ()),
    "families.adopt": lambda has: families.adopt(has.vault, trio()),
    "families.adopt_all": lambda has: families.adopt_all(has.vault, [trio()]),
    "families.append": _append,
    "families.create": lambda has: families.create(has.vault, name="new"),
    "families.listing": lambda has: families.listing(has.vault),
    "families.open_family": lambda has: families.open_family(has.vault, has.family),
    "families.rebuild": lambda has: families.rebuild(has.vault),
    "letter_reviews.sign": lambda has: letter_reviews.sign(
        has.vault, "summary", "pl", "0" * 64, is_signed=True
    ),
    "integrity.check": lambda has: integrity.check(has.vault),
    "sessions.begin": lambda has: sessions.begin(has.vault, has.family),
    "sessions.keep_figures": lambda has: sessions.keep_figures(has.vault, has.session, figures={}),
    "sessions.end": lambda has: sessions.end(has.vault, has.session, figures={}),
    "sessions.notes": lambda has: sessions.notes(has.vault, has.session),
    "sessions.notes_at": lambda has: sessions.notes_at(has.vault, has.session, revision=1),
    "sessions.save_notes": lambda has: sessions.save_notes(has.vault, has.session, text="more"),
}
ELSEWHERE = {
    "admission.add_user": "test_admission",
    "admission.admit": "test_settling",
    "admission.change_role": "test_admission",
    "admission.change_ways": "test_admission",
    "admission.let_in": "test_admission",
    "admission.remove_user": "test_admission",
    "admission.settled": "test_settling",
    "clinic.name_clinic": "test_codes",
    "codes.offer": "test_codes",
    "codes.confirm": "test_codes",
    "codes.spend": "test_codes",
    "codes.withdraw": "test_codes",
    "invitations.invite": "test_codes",
    "invitations.take_up": "test_codes",
    "backups.make": "test_backups",
    "consents.record": "test_consents",
    "handed.hand_out": "test_consents",
    "keeping.keep_longer": "test_retention",
    "keeping.keep_no_longer": "test_retention",
    "disclosing.gather": "test_privacy",
    "erasing.erase_family": "test_privacy",
    "erasing.erase_person": "test_privacy",
    "exchange.take_in": "test_merging",
    "family_file.take_in": "test_merging",
    "family_file.write": "test_merging",
    "merging.merge": "test_merging",
    "retention.due": "test_retention",
    "courier.sync": "relay/test_relay",
    "courier.announce": "relay/test_turning",
    "exchange.receive_under": "relay/test_turning",
    "exchange.take_in_news": "relay/test_turning",
    "grants.accept": "relay/test_relay",
    "grants.give": "relay/test_relay",
    "grants.written": "relay/test_relay",
    "restricting.restrict": "test_restricting",
    "search.search": "test_search",
    "tasks.finish": "test_tasks",
    "tasks.note_return": "test_tasks",
}
QUIET: dict[str, tuple[str, Callable[[Stock], object] | None]] = {
    "admission.enrolled_here": (KEYS, None),
    "admission.me": (KEYS, None),
    "admission.prove": (KEYS, None),
    "admission.settle_ways": (KEYS, None),
    "admission.standing": (KEYS, None),
    "admission.way_of": (KEYS, None),
    "admission.ways": (KEYS, None),
    "appointments.every": (
        "keys of rooms, nothing of a record",
        lambda has: appointments.every(has.vault),
    ),
    "appointments.standing": (
        "keys of rooms, nothing of a record",
        lambda has: appointments.standing(has.vault, has.family),
    ),
    "appointments.waiting": (WITHIN, lambda has: appointments.waiting(has.vault, has.family)),
    "audit.each": ("its caller writes down what for", lambda has: list(audit.each(has.vault))),
    "audit.of_actions": (
        "its caller writes down what for",
        lambda has: audit.of_actions(has.vault, (Action.SHARE,)),
    ),
    "audit.names": ("its caller writes down what for", lambda has: audit.names(has.vault)),
    "audit.last_of": (
        "a number and a hash",
        lambda has: audit.last_of(has.vault, has.family, Action.CREATE),
    ),
    "audit.head": ("a number and a hash", lambda has: audit.head(has.vault)),
    "backups.changes_since": ("numbers of rows", None),
    "backups.waiting_since": ("a moment", None),
    "keys_beside.keep": ("part of a backup or an erasure, which are written down", None),
    "codes.is_due": (KEYS, None),
    "courier.read_row": ("of a family that is not here yet", None),
    "documents.get": (WITHIN, lambda has: documents.get(has.vault, has.document)),
    "documents.listing": (WITHIN, lambda has: documents.listing(has.vault, has.family)),
    "consents.demand_use": (WITHIN, None),
    "addresses.note_address": (WITHIN, None),
    "consents.demand_letter": (WITHIN, None),
    "consents.demand_use_of_all": (WITHIN, None),
    "keeping.words_of": (WITHIN, None),
    "letter_reviews.listing": (
        "names of colleagues, nobody's record",
        lambda has: letter_reviews.listing(has.vault),
    ),
    "renewal.key_number": ("a number that stands in the clear", None),
    "consents.recorded": (WITHIN, None),
    "erasing.preview": (WITHIN, None),
    "facts.standing": (WITHIN, lambda has: facts.standing(has.vault, has.family)),
    "exchange.known": ("hashes of what is here", lambda has: exchange.known(has.vault, has.family)),
    "consents.now": (WITHIN, lambda has: consents.now(has.vault, has.family)),
    "families.line": (WITHIN, lambda has: families.line(has.vault, has.family)),
    "history.told": (WITHIN, lambda has: history.told(has.vault, has.family)),
    "invitations.is_invited": (KEYS, None),
    "speakers.speakers": (WITHIN, lambda has: speakers.speakers(has.vault, has.family, ())),
    "sessions.get": (WITHIN, lambda has: sessions.get(has.vault, has.session)),
    "sessions.listing": (WITHIN, lambda has: sessions.listing(has.vault, has.family)),
    "grants.waiting": ("what was given and is not taken in yet", None),
    "restricting.readers_elsewhere": (
        STAFF,
        lambda has: restricting.readers_elsewhere(has.vault, has.family),
    ),
    "restricting.readers": (STAFF, lambda has: restricting.readers(has.vault, has.family)),
    "staff.living": (STAFF, None),
    "staff.members": (STAFF, lambda has: staff.members(has.vault)),
    "usage.demand_change": (WITHIN, lambda has: usage.demand_change(has.vault, known(has), ())),
    "usage.held_back": (WITHIN, lambda has: usage.held_back(has.vault, has.family, known(has))),
    "usage.handed_out": (
        WITHIN,
        lambda has: usage.handed_out(has.vault, has.family, known(has)),
    ),
    "usage.told_to": (
        WITHIN,
        lambda has: usage.told_to(has.vault, has.family, known(has), ""),
    ),
    "usage.usable": (WITHIN, lambda has: usage.usable(has.vault, has.family, known(has))),
    "voices.latest": ("of families of a list that is written down", None),
    "trail.trail": (WITHIN, lambda has: trail.trail(has.vault, has.family)),
}


def known(has: Stock) -> Family:
    """The family as the log tells it, without a row: as whoever has opened it holds it."""

    def stand(connection: Connection) -> Family:
        key = has.vault.families.of(connection, has.family)
        return projection.stand(connection, has.family, key).family

    return has.vault.read(stand)


def public_functions() -> Iterator[str]:
    """Every public function of the room that takes a Vault, as "file.name"."""
    for found in pkgutil.walk_packages(counselling.records.__path__, "counselling.records."):
        module = importlib.import_module(found.name)
        for name, function in inspect.getmembers(module, inspect.isfunction):
            is_own = function.__module__ == found.name and not name.startswith("_")
            if is_own and takes_a_vault(function):
                yield f"{found.name.rpartition('.')[2]}.{name}"


def takes_a_vault(function: Callable[..., object]) -> bool:
    parameters = inspect.signature(function, eval_str=True).parameters.values()
    return any(parameter.annotation is Vault for parameter in parameters)


@pytest.fixture
def has(vault: Vault, tmp_path: Path) -> Stock:
    return _stock(vault, tmp_path)


def test_every_public_function_is_accounted_for_once() -> None:
    known = [*DRIVEN, *ELSEWHERE, *QUIET]
    assert len(known) == len(set(known))
    assert sorted(set(public_functions()) - set(known)) == [], "say what row it leaves, or why none"
    assert sorted(set(known) - set(public_functions())) == []


@pytest.mark.parametrize("name", DRIVEN)
def test_an_act_leaves_its_one_row(has: Stock, name: str) -> None:
    before = audit.head(has.vault).sequence
    DRIVEN[name](has)
    assert audit.head(has.vault).sequence == before + 1


@pytest.mark.parametrize("name", [name for name, (_, drive) in QUIET.items() if drive])
def test_what_is_quiet_is_quiet_for_a_reason(has: Stock, name: str) -> None:
    reason, drive = QUIET[name]
    before = audit.head(has.vault)
    assert drive is not None
    drive(has)
    assert (bool(reason), audit.head(has.vault)) == (True, before)


@contextmanager
def refusing_audit(vault: Vault) -> Iterator[None]:
    """An audit that takes no row but those of this test."""
    refusing = (
        "CREATE TEMP TRIGGER full BEFORE INSERT ON main.audit WHEN NEW.target <> 'test'"
        " BEGIN SELECT RAISE(ABORT, 'the audit is full'); END"
    )
    for statement in (refusing, None, "DROP TRIGGER full"):
        if statement is None:
            yield
        else:
            vault.write(partial(_run, statement), act=Act(Action.CHANGE, "test"))


def _run(statement: str, transaction: Transaction) -> None:
    transaction.connection.run(statement)


def everything(vault: Vault) -> dict[str, int]:
    """How many rows each table has."""

    def count(connection: Connection) -> dict[str, int]:
        tables = connection.rows(tuple[str], "SELECT name FROM sqlite_schema WHERE type = 'table'")
        counts = {
            name: connection.row(tuple[int], f"SELECT count(*) FROM {name}") for (name,) in tables
        }
        return {name: found[0] for name, found in counts.items() if found}

    return vault.read(count)


@pytest.mark.parametrize("name", DRIVEN)
def test_an_act_that_cannot_be_written_down_is_not_done(has: Stock, name: str) -> None:
    with refusing_audit(has.vault):
        before, files = everything(has.vault), sorted(has.folder.iterdir())
        with pytest.raises(Exception, match="the audit is full"):
            DRIVEN[name](has)
        assert (everything(has.vault), sorted(has.folder.iterdir())) == (before, files)
