"""Use case: how long records are kept: the rule, what is due, and what is kept longer."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from counselling.errors import VaultError
from counselling.records.privacy import keeping, retention
from counselling.records.privacy.retention import Due, Rule
from counselling.records.store.clock import Now
from counselling.records.vault.acts import Act, Action, FamilyId
from counselling.work.vault.door import Door
from counselling.work.vault.keep_vault import Entry


@dataclass(frozen=True, slots=True)
class OwnRule:
    """What the clinic has set. country: ISO 3166, "" for none; years: 0 for the country's rule;
    basis: on what the clinic rests years of its own.
    """

    country: str = ""
    years: int = 0
    basis: str = ""

    @property
    def rule(self) -> Rule | None:
        """The rule that counts, None where nothing says how long."""
        return retention.in_force(country=self.country, years=self.years, basis=self.basis)


@dataclass(frozen=True, slots=True)
class Keeping:
    """What is true of keeping now. countries: of which there is a rule. due: None without a rule;
    those to be decided about first, then those kept longer.
    """

    own: OwnRule
    countries: tuple[str, ...]
    due: tuple[Due, ...] | None

    def __repr__(self) -> str:
        return f"Keeping({self.own})"  # never a name

    @property
    def rule(self) -> Rule | None:
        """The rule that counts."""
        return self.own.rule


class KeepRecords:
    """How long the records of the open vault are kept. Slow: none of it on the UI thread.

    remember: told another rule. Nothing is ever erased by it.
    """

    def __init__(
        self, door: Door, *, now: Now, own: OwnRule, remember: Callable[[OwnRule], None]
    ) -> None:
        self._door, self._now, self._own, self._remember = door, now, own, remember

    def state(self) -> Keeping:
        """Return what is true now. Written down as a query. Raises VaultError."""
        rule = self._own.rule
        due = None
        if rule is not None:
            due = retention.due(self._door.vault, years=rule.years, now=self._now())
        return Keeping(self._own, tuple(sorted(retention.rules())), due)

    def set_rule(self, country: str, *, years: int, basis: str) -> Keeping:
        """Let another rule count, here and from now on; as the fields of OwnRule.

        Raises VaultError: "vault.not_allowed", "vault.rule_basis" for years without a basis;
        StorageError, SettingsError: the rule from before counts then.
        """
        self._door.vault.check(Act(Action.ERASE, "keeping"))
        own = OwnRule(country, years, basis.strip())
        if own.years and not own.basis:
            raise VaultError("vault.rule_basis")
        self._remember(own)
        self._own = own
        return self.state()

    def keep_longer(self, family: FamilyId, *, until: date, reason: str) -> Keeping:
        """Keep a family longer than the rule says. Raises as `keeping.keep_longer`."""
        today = self._now().date()
        keeping.keep_longer(self._door.vault, family, until=until, reason=reason, today=today)
        return self.state()

    def keep_no_longer(self, family: FamilyId) -> Keeping:
        """Let the rule count again for a family. Raises as `keeping.keep_no_longer`."""
        keeping.keep_no_longer(self._door.vault, family)
        return self.state()


def due(entry: Entry, *, years: int) -> Sequence[Due]:
    """Return the families that are older than so many years. Raises as `open_vault`."""
    with entry.open() as vault:
        return retention.due(vault, years=years, now=entry.now())


def keep_longer(entry: Entry, family: FamilyId, *, until: date, reason: str) -> None:
    """Keep a family longer than the rule says. Raises as `open_vault`, `keeping.keep_longer`."""
    with entry.open() as vault:
        keeping.keep_longer(vault, family, until=until, reason=reason, today=entry.now().date())


def keep_no_longer(entry: Entry, family: FamilyId) -> None:
    """Let the rule count again. Raises as `open_vault`, `keeping.keep_no_longer`."""
    with entry.open() as vault:
        keeping.keep_no_longer(vault, family)
