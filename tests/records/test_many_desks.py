"""Desks of a clinic and a guest who edit, exchange, choose readers, give, merge and go back to old
backups, in any order: they come to the same, lose nothing that somebody had kept, and nobody reads
what was never meant for her: not at a desk, and not with all keys she ever had and the whole relay.
"""

import contextlib
import itertools
import os
import shutil
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from counselling.errors import CounsellingError, VaultError
from counselling.pedigree.edits import AddPerson
from counselling.pedigree.family import Family
from counselling.pedigree.person import Person
from counselling.records.audit import integrity
from counselling.records.copies import backups, restoring
from counselling.records.copies.backups import Backup
from counselling.records.exchange import merging
from counselling.records.exchange.relay import courier, grants, parcels
from counselling.records.exchange.relay.in_process import InProcess
from counselling.records.folder.memory import memory_vault
from counselling.records.log import families
from counselling.records.privacy import restricting
from counselling.records.readership import turning
from counselling.records.readership.ring import Ring
from counselling.records.staff import admission
from counselling.records.store.engine import Connection
from counselling.records.vault.acts import Actor, Role
from counselling.records.vault.envelope import decode
from counselling.records.vault.sealing import FamilyKey, family_key
from counselling.records.vault.vault import Vault
from counselling.records.ways.recovery_code import new_code
from counselling.records.ways.way import Proof
from tests.families.builders import trio
from tests.records.conftest import CODE, Desk, stepping_clock, two_ways

RUNS = int(os.environ.get("CONSULTAND_DESKS", "6"))  # a nightly run takes 500

CODES: Final = {"anna": CODE, "nils": new_code(os.urandom)}
# Who sits at which copy of the clinic's vault. Anna is among the readers whoever chooses them.
SEATS: Final = {"desk": "anna", "laptop": "anna", "his": "nils"}
GUEST: Final = "ines"
STAFF: Final = frozenset(CODES)
EVERYBODY: Final = STAFF | {GUEST}
# What a desk may say to somebody who does not read a family (any more); all else is a mistake.
_SHUT: Final = {"vault.family_sealed", "vault.family_withdrawn", "vault.no_such_family"}


@dataclass
class Clinic:
    """The desks, and what is to be true of them. allowed: for whom what was added was, by name, and
    under: at which turn; whoever chooses readers after that turn, or gives the family then, chooses
    for it too (chosen).

    hoard: every key that somebody could ever take; knows: who was told that others read on.
    """

    folder: Path
    now: Desk
    family: str
    guest: Vault
    relay: InProcess = field(default_factory=InProcess)
    made: dict[str, list[Backup]] = field(default_factory=lambda: defaultdict(list))
    allowed: dict[str, set[str]] = field(default_factory=dict)
    under: dict[str, str] = field(default_factory=dict)
    chosen: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    bases: dict[str, tuple[str, ...]] = field(default_factory=dict)
    hoard: dict[str, dict[bytes, FamilyKey]] = field(default_factory=lambda: defaultdict(dict))
    knows: set[str] = field(default_factory=set)
    kept_back: set[str] = field(default_factory=set)

    @contextlib.contextmanager
    def at(self, seat: str, *, who: str = "") -> Iterator[Vault]:
        """Sit down; whatever can be taken from there is taken when one gets up."""
        if seat == GUEST:
            yield self.guest
            self.take(self.guest, {GUEST})
            return
        name = who or SEATS[seat]
        proof = Proof(code=CODES[name])
        with self.now.open(self.path(seat), proof=proof, user=name) as vault:
            yield vault
            self.take(vault, self.holders(vault))

    def path(self, seat: str) -> Path:
        return self.folder / f"{seat}.vault"

    def holders(self, vault: Vault) -> set[str]:
        """Who could open the family at this copy, by its key."""
        return set(restricting.readers(vault, self.family)) or set(STAFF)

    def ring(self, vault: Vault) -> Ring:
        def read(connection: Connection) -> Ring:
            key = vault.families.of(connection, self.family)
            return turning.ring(connection, self.family, key)

        return vault.read(read)

    def take(self, vault: Vault, who: set[str]) -> None:
        with contextlib.suppress(VaultError):
            ring = self.ring(vault)
            self.bases.update((turn.name, turn.bases) for turn in ring.turns.values())
            for name, key in itertools.product(who, ring.keys.values()):
                self.hoard[name][bytes(key.secret.secret)] = key

    def stands_at(self, vault: Vault) -> str:
        ring = self.ring(vault)
        return ring.standing() or ring.latest()

    def tags(self, vault: Vault) -> set[str]:
        """What was added, as it stands here; nothing where one may not read."""
        try:
            return added(families.open_family(vault, self.family).family)
        except VaultError as shut:
            demand_plain(shut)
            return set()

    def meant(self, vault: Vault) -> set[str]:
        """Who reads the family, as the program tells it at this desk."""
        if vault is self.guest:
            return set(EVERYBODY)
        is_given = self.guest.user.sealing in restricting.readers_elsewhere(vault, self.family)
        return self.holders(vault) | ({GUEST} if is_given else set())

    def choose(self, vault: Vault) -> None:
        """Somebody chose who reads the family, from here on."""
        self.chosen[self.stands_at(vault)] |= self.meant(vault)
        self.take(vault, set())

    def may_read(self, tag: str) -> set[str]:
        """Who may read what was added, by all that was chosen since."""
        found = set(self.allowed[tag])
        for turn, names in self.chosen.items():
            if self.under[tag] in self.past(turn):
                found |= names
        return found

    def past(self, turn: str) -> set[str]:
        found, left = {"", turn}, [turn]
        while left:
            more = set(self.bases.get(left.pop(), ())) - found
            found |= more
            left += more
        return found


def added(family: Family) -> set[str]:
    return {person.id for person in family.persons if person.id.startswith("tag")}


def demand_plain(shut: VaultError) -> None:
    if shut.message_id not in _SHUT:
        raise shut


def tried(work: Callable[[], object]) -> str:
    """Do it, or say why it was refused, which must be one of the plain refusals."""
    try:
        work()
    except VaultError as shut:
        demand_plain(shut)
        return shut.message_id
    return ""


_template: list[tuple[Path, str]] = []


def template() -> tuple[Path, str]:
    """A clinic's vault with a family and two users, made once."""
    if not _template:
        folder = Path(tempfile.mkdtemp(prefix="desks"))
        desk, path = Desk(stepping_clock()), folder / "clinic.vault"
        with desk.create(path) as vault:
            family = families.adopt(vault, trio())
            ways = two_ways("what nils knows by heart", CODES["nils"])
            admission.add_user(vault, "nils", Role.COUNSELLOR, ways=ways, random=os.urandom)
        _template.append((path, family))
    return _template[0]


seats = st.sampled_from([*SEATS, GUEST])
copies = st.sampled_from(list(SEATS))


class ManyDesks(RuleBasedStateMachine):
    """Any of it in any order."""

    @initialize()
    def begin(self) -> None:
        path, family = template()
        folder = Path(tempfile.mkdtemp(prefix="clinic"))
        for seat in SEATS:
            shutil.copytree(path, folder / f"{seat}.vault")
        (folder / "share").mkdir()
        guest = memory_vault(actor=Actor(GUEST, Role.ADMINISTRATOR), now=stepping_clock())
        self.clinic = Clinic(folder, Desk(stepping_clock()), family, guest)

    @rule(seat=seats)
    def edit(self, seat: str) -> None:
        clinic, tag = self.clinic, f"tag{len(self.clinic.allowed)}"
        with clinic.at(seat) as vault:
            if tried(lambda: families.open_family(vault, clinic.family)):
                return
            sequence = families.open_family(vault, clinic.family).sequence
            clinic.allowed[tag] = clinic.meant(vault)
            clinic.under[tag] = clinic.stands_at(vault)
            if seat in clinic.knows:
                clinic.kept_back.add(tag)
            edits = (AddPerson(Person(tag)),)
            families.append(vault, clinic.family, edits=edits, after=sequence)

    @rule(seat=seats)
    def sync(self, seat: str) -> None:
        self.synced(seat)

    def synced(self, seat: str) -> str:
        clinic = self.clinic
        with clinic.at(seat) as vault:
            if seat == GUEST:
                grants.accept(vault, clinic.relay, grants.waiting(vault, clinic.relay))
            told = tried(lambda: courier.sync(vault, clinic.relay, clinic.family))
            clinic.knows.discard(seat)
            if told:
                clinic.knows.add(seat)
            else:
                clinic.kept_back -= clinic.tags(vault)
            return told

    @rule(seat=copies, is_for_both=st.booleans(), guest_stays=st.booleans())
    def restrict(self, seat: str, is_for_both: bool, guest_stays: bool) -> None:
        clinic = self.clinic
        with clinic.at(seat) as vault:
            names = {"anna", SEATS[seat], *({"nils"} if is_for_both else ())}
            if tried(lambda: families.open_family(vault, clinic.family)):
                return
            there = restricting.readers_elsewhere(vault, clinic.family)
            stay = there if guest_stays else ()
            if not tried(lambda: restricting.restrict(vault, clinic.family, names, stay=stay)):
                clinic.choose(vault)

    @rule(seat=copies)
    def lift(self, seat: str) -> None:
        clinic = self.clinic
        with clinic.at(seat) as vault:
            if not tried(lambda: restricting.restrict(vault, clinic.family, ())):
                clinic.choose(vault)

    @rule(seat=copies)
    def give(self, seat: str) -> None:
        clinic, to = self.clinic, self.clinic.guest.user.sealing
        with clinic.at(seat) as vault:
            if not tried(lambda: grants.give(vault, clinic.relay, clinic.family, to=to)):
                clinic.choose(vault)
                for letter in clinic.relay.letters(to):
                    for secret in grants.read(letter, clinic.guest.user).letter.keys.values():
                        clinic.hoard[GUEST][secret] = family_key(secret)

    @rule(seat=copies)
    def back_up(self, seat: str) -> None:
        clinic = self.clinic
        with clinic.at(seat) as vault:
            clinic.made[seat].append(
                backups.make(vault, clinic.folder / "share", at=clinic.now.now())
            )

    @rule(seat=copies, older=st.integers(0, 3))
    def go_back(self, seat: str, older: int) -> None:
        """An older backup is put in the place of a copy; what stood only there is gone."""
        clinic = self.clinic
        if not clinic.made[seat]:
            return
        backup = clinic.made[seat][-1 - older % len(clinic.made[seat])]
        shutil.rmtree(clinic.path(seat))
        name = SEATS[seat]
        proof = Proof(code=CODES[name])
        restoring.restore(backup, clinic.path(seat), proof, now=clinic.now.now, user=name)
        self.forget_what_is_nowhere()

    def forget_what_is_nowhere(self) -> None:
        clinic, there = self.clinic, self.on_the_relay(self.all_keys())
        for seat in (*SEATS, GUEST):
            for who in {SEATS.get(seat, ""), "anna"} if seat != GUEST else {""}:
                with clinic.at(seat, who=who) as vault:
                    there |= clinic.tags(vault)
        for tag in set(clinic.allowed) - there:
            del clinic.allowed[tag]
            clinic.allowed[f"{tag} is gone"] = set()
            clinic.kept_back.discard(tag)

    @rule(into=copies, source=copies)
    def merge(self, into: str, source: str) -> None:
        clinic = self.clinic
        if into != source:
            who = SEATS[into]
            with clinic.at(source, who=who) as other, clinic.at(into) as vault:
                merging.merge(vault, other)

    def all_keys(self) -> dict[bytes, FamilyKey]:
        return {secret: key for keys in self.clinic.hoard.values() for secret, key in keys.items()}

    def on_the_relay(self, keys: dict[bytes, FamilyKey]) -> set[str]:
        """What these keys open of the whole row."""
        found: set[str] = set()
        for one in self.clinic.relay.pull(self.clinic.family):
            for key in keys.values():
                try:
                    said = parcels.opened(one.parcel, key)[0].said()
                except CounsellingError:
                    continue
                edit = decode(said.kind, said.version, said.edit)
                if isinstance(edit, AddPerson):
                    found.add(edit.person.id)
        return found

    def teardown(self) -> None:
        if not hasattr(self, "clinic"):
            return
        try:
            self.check_nothing_was_revealed()
            self.check_all_come_to_the_same()
            self.check_nothing_was_revealed()
        finally:
            self.clinic.guest.lock()
            shutil.rmtree(self.clinic.folder)

    def check_nothing_was_revealed(self) -> None:
        clinic = self.clinic
        for seat in (*SEATS, GUEST):
            with clinic.at(seat) as vault:
                readers = {GUEST} if seat == GUEST else clinic.holders(vault)
                for tag in clinic.tags(vault):
                    assert readers <= clinic.may_read(tag), (seat, tag)
        for name in EVERYBODY:
            for tag in self.on_the_relay(clinic.hoard[name]) & set(clinic.allowed):
                assert name in clinic.may_read(tag), (name, tag)

    def check_all_come_to_the_same(self) -> None:
        clinic, told = self.clinic, {}
        for _ in range(4):
            for seat in (*SEATS, GUEST):
                told[seat] = self.synced(seat)
        stands: dict[str, Family] = {}
        for seat, refused in told.items():
            with clinic.at(seat) as vault:
                assert integrity.check(vault).is_whole
                if not refused:
                    stands[seat] = families.open_family(vault, clinic.family).family
        assert {"desk", "laptop"} <= set(stands)
        assert all(family == stands["desk"] for family in stands.values())
        live = {tag for tag in clinic.allowed if not tag.endswith("is gone")}
        assert live - added(stands["desk"]) <= clinic.kept_back
        with clinic.at("desk") as vault:
            meant = clinic.meant(vault)
        assert ("his" in stands) <= ("nils" in meant)
        assert (GUEST in stands) <= (GUEST in meant)


ManyDesks.TestCase.settings = settings(
    max_examples=RUNS,
    stateful_step_count=16,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),  # a smaller example takes hours to find
    suppress_health_check=list(HealthCheck),
)
TestManyDesks = ManyDesks.TestCase
