"""Users, roles and ways in, in words."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Final

from counselling.language.catalogue import Catalogue
from counselling.language.marks import N_
from ui.kit.controls.table import Column

if TYPE_CHECKING:
    from counselling.work.vault.keep_staff import Person

WAYS: Final[Mapping[str, str]] = {
    "passphrase": N_("ways.passphrase"),
    "passphrase+device": N_("ways.passphrase_here"),
    "recovery code": N_("ways.recovery_code"),
    "recovery code to renew": N_("ways.code_to_renew"),
    "invitation": N_("ways.invitation"),
    "clinic shares": N_("ways.clinic_shares"),
    "security key": N_("ways.security_key"),
}
ROLES: Final[Mapping[str, str]] = {
    "administrator": N_("staff.role_administrator"),
    "counsellor": N_("staff.role_counsellor"),
    "nurse": N_("staff.role_nurse"),
    "reader": N_("staff.role_reader"),
}
ROLES_EXPLAINED: Final[Mapping[str, str]] = {
    "administrator": N_("staff.may_administrator"),
    "counsellor": N_("staff.may_counsellor"),
    "nurse": N_("staff.may_nurse"),
    "reader": N_("staff.may_reader"),
}


def in_order(people: "Iterable[Person]", words: Catalogue) -> "tuple[Person, ...]":
    """Put who has a way in first, then by name, as the reader's language has it."""
    key = words.collation_key
    return tuple(sorted(people, key=lambda one: (one.until is not None, key(one.name))))


class StaffWords:
    """How the panels say things."""

    def __init__(self, words: Catalogue) -> None:
        self._words = words

    def columns(self) -> "tuple[Column[Person], ...]":
        """Return the columns of the table of users."""
        say = self._words.say
        return (
            Column(say("staff.name"), self.name, is_bold=True),
            Column(say("staff.role"), self.role),
            Column(say("staff.since"), self.since),
            Column(say("staff.ways"), self.ways, is_wide=True),
        )

    def name(self, person: "Person") -> str:
        """Her name, and whether it is who sits here."""
        if person.is_clinic:
            return self._words.say("staff.clinic")
        return self._words.say("staff.me", name=person.name) if person.is_me else person.name

    def role(self, person: "Person") -> str:
        """Her role; of a newer release the program's own word."""
        message = ROLES.get(person.role)
        return self._words.say(message) if message else person.role

    def since(self, person: "Person") -> str:
        """Since when she may come in, or from when to when she could."""
        first = self._day(person.since)
        if person.until is None:
            return first
        return self._words.say("staff.from_to", first=first, last=self._day(person.until))

    def ways(self, person: "Person") -> str:
        """By what she comes in."""
        if person.until is not None:
            return self._words.say("staff.left")
        kinds = dict.fromkeys(person.ways)
        told = [self.way(kind) for kind in kinds]
        return self._words.listed(told) if told else self._words.say("staff.no_way")

    def way(self, kind: str) -> str:
        """A way in."""
        message = WAYS.get(kind)
        return self._words.say(message) if message else kind

    def _day(self, at: str) -> str:
        return self._words.date(datetime.fromisoformat(at).astimezone().date())
