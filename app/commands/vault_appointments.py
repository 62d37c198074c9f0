"""The deed `consultand vault appointments FOLDER`: links before the call, and what was left."""

import argparse
import asyncio
import math
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Final

import msgspec

from app.calls import make_appointments
from app.commands.command import Speaker
from app.commands.deed import Deed, needs, options_apart
from app.commands.entering import declare_entry, entry
from app.servers import servers_of
from app.settings import load_settings
from app.words import demand
from counselling.call.link.room import Role, counted
from counselling.errors import CallError
from counselling.language.traits import Use
from counselling.records.vault.vault import Vault
from counselling.work.session.appointments import DAYS, Appointments, Standing, Told

MOST_DAYS: Final = 90


def _declare(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("--family", required=True, metavar="ID", help="the family")
    add("--draw", action="store_true", help="make a link; an older one of the person is dead then")
    add("--person", default="", metavar="ID", help="who is invited, with --draw")
    add(
        "--language",
        default="",
        metavar="CODE",
        help="first language of her page, with --draw",
    )
    add("--days", type=days, default=DAYS, metavar="N", help="how long the link works, with --draw")
    add("--end", default="", metavar="APPOINTMENT", help="let a link die before its time")
    add(
        "--fetch",
        action="store_true",
        help="fetch all that patients left, and show this family's",
    )
    add("--told", action="store_true", help="show what was left and is not taken over yet")
    declare_entry(parser)


def days(text: str) -> float:
    """Read a number of days that a link can work for. Raises ArgumentTypeError."""
    try:
        number = float(text)
    except ValueError:
        number = math.nan
    if not 0 < number <= MOST_DAYS:
        raise argparse.ArgumentTypeError(f"a number of days, at most {MOST_DAYS}")
    return number


def _run(arguments: argparse.Namespace, speaker: Speaker) -> int:
    deeds = [(name, bool(getattr(arguments, name))) for name in _DEEDS]
    options_apart(*((f"--{name}", is_typed) for name, is_typed in deeds))
    name = next((name for name, is_typed in deeds if is_typed), "")
    for option in ("person", "language"):
        is_typed = bool(getattr(arguments, option))
        needs(f"--{option}", "--draw", is_typed=is_typed, has_other=arguments.draw)
    if arguments.language:
        demand(arguments.language, Use.PATIENT)
    with entry(arguments).open() as vault:
        rooms = _rooms(vault)
        answer = _DEEDS[name](rooms, arguments) if name else _list(rooms, arguments)
    speaker.result(answer, "\n".join(_lines(answer)))
    return 0


def _rooms(vault: Vault) -> Appointments:
    return make_appointments(lambda: vault, servers_of(load_settings()))


def _list(rooms: Appointments, arguments: argparse.Namespace) -> Mapping[str, object]:
    return {"appointments": [_standing(each) for each in rooms.standing(arguments.family)]}


def _draw(rooms: Appointments, arguments: argparse.Namespace) -> Mapping[str, object]:
    drawing = rooms.draw(
        arguments.family,
        person=arguments.person,
        language=arguments.language,
        days=arguments.days,
    )
    return {"appointments": [_standing(asyncio.run(drawing))]}


def _end(rooms: Appointments, arguments: argparse.Namespace) -> Mapping[str, object]:
    asyncio.run(rooms.cancel(arguments.family, arguments.end))
    return {"ended": arguments.end}


def _fetch(rooms: Appointments, arguments: argparse.Namespace) -> Mapping[str, object]:
    done = asyncio.run(rooms.fetch())
    failed: list[CallError] = [error for _, error in done.failed]
    return {
        "letters": done.letters,
        "spoilt": done.spoilt,
        "failed": [{"id": error.message_id} for error in failed],
        **_told(rooms, arguments),
    }


def _told(rooms: Appointments, arguments: argparse.Namespace) -> Mapping[str, object]:
    return {"told": [_form(each) for each in rooms.told(arguments.family)]}


def _standing(one: Standing) -> Mapping[str, object]:
    until = datetime.fromtimestamp(one.closes, UTC).isoformat(timespec="seconds")
    names = [_name(*each) for each in counted([role for role, _ in one.links])]
    links = dict(zip(names, (link for _, link in one.links), strict=True))
    return {"id": one.id, "person": one.person, "link": one.link, "links": links, "until": until}


def _name(role: Role, number: int) -> str:
    return role.value if number == 1 else f"{role.value}_{number}"


def _form(one: Told) -> Mapping[str, object]:
    said = None if one.form is None else msgspec.to_builtins(one.form)
    return {"appointment": one.mail.appointment, "at": one.mail.at.isoformat(), "form": said}


def _lines(answer: Mapping[str, object]) -> list[str]:
    """Say an answer for people: a link stands alone in its line."""
    lines: list[str] = []
    for name, value in answer.items():
        if isinstance(value, list):
            lines += [_line(each) for each in value] or [f"no {name}"]
        else:
            lines.append(f"{name}: {value}")
    return lines


def _line(one: Mapping[str, object]) -> str:
    if isinstance(links := one.get("links"), dict):
        seats = (f"{role}\n{link}" for role, link in links.items())
        return "\n".join((f"{one['id']}  until {one['until']}", *seats))
    return msgspec.json.encode(one).decode()


_DEEDS: Final[Mapping[str, Callable[[Appointments, argparse.Namespace], Mapping[str, object]]]] = {
    "draw": _draw,
    "end": _end,
    "fetch": _fetch,
    "told": _told,
}

DEEDS: Final = (
    Deed(
        "appointments",
        "links before the call, and what patients left there",
        _declare,
        _run,
        "--family ID [--draw [--person ID] [--language CODE] [--days N]] [--end APPOINTMENT]"
        " [--told] [--fetch]",
    ),
)
