"""What people in a session are called: by their roles, counted where several have the same."""

from collections.abc import Mapping, Sequence
from typing import Final

from counselling.call.link.room import Role, counted
from counselling.language.catalogue import Catalogue
from counselling.language.marks import N_
from ui.pages.session.known.people import People, Person

_ROLES: Final[Mapping[Role, str]] = {
    Role.PATIENT: N_("session.role_patient"),
    Role.RELATIVE: N_("session.role_relative"),
    Role.NURSE: N_("session.role_nurse"),
    Role.INTERPRETER: N_("session.role_interpreter"),
}


def name_of(person: Person, people: People, words: Catalogue) -> str:
    """Name one of those who are invited; the first of a role bears no number."""
    names = names_of([each.role for each in people], words)
    return names[people.index(person)]


def names_of(roles: Sequence[Role], words: Catalogue) -> list[str]:
    """Name everybody, by the roles in the order of the seats."""
    return [role_in_words(role, number, words) for role, number in counted(roles)]


def role_in_words(role: Role, number: int, words: Catalogue) -> str:
    """Name somebody by her role. number: which of her role, from 1; the first bears none."""
    name = words.say(_ROLES[role])
    return name if number == 1 else words.say("session.role_counted", role=name, number=number)
