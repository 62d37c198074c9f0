"""The deeds `consultand vault tasks|address FOLDER`: what is to be done, and where letters go."""

import argparse
from typing import Final

from app.commands.command import Speaker
from app.commands.deed import Deed, needs, options_apart
from app.commands.entering import declare_entry, entry
from app.settings import ages, load_settings
from counselling.records.papers.tasks import Task, TaskKind
from counselling.work.letters import keep_addresses
from counselling.work.vault import tasks

_WHAT: Final = {
    TaskKind.ASSENT: "ask the child too, beside the consent given for it",
    TaskKind.MAJORITY: "is of age: ask for a consent of her or his own",
    TaskKind.SAMPLE: "no sample has come yet: send a reminder",
}


def _declare_tasks(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("--done", default="", metavar="TASK", help="a reminder is done: its id as it is listed")
    add("--family", default="", metavar="ID", help="of which family, with --done")
    declare_entry(parser)


def _declare_address(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("--family", required=True, metavar="ID", help="the family")
    add("--person", required=True, metavar="ID", help="whose letters")
    add("--line", action="append", default=[], metavar="TEXT",
        help="a line of the address without the name; may be repeated")  # fmt: skip
    add("--none", action="store_true", help="no address is kept any more")
    declare_entry(parser)


def _tasks(arguments: argparse.Namespace, speaker: Speaker) -> int:
    done, family = arguments.done, arguments.family
    needs("--done", "--family", is_typed=bool(done), has_other=bool(family))
    needs("--family", "--done", is_typed=bool(family), has_other=bool(done))
    if done:
        tasks.finish_by_command(entry(arguments), family, done)
        speaker.result({"done": done}, "it was written down as done")
        return 0
    who = entry(arguments)
    found = tasks.listing(who, ages(load_settings()))
    today = who.now().date()
    told = [{**_told(one), "is_due": one.is_due(today)} for one in found]
    speaker.result({"tasks": told}, "\n".join(map(_line, found)) or "nothing is to be done")
    return 0


def _told(one: Task) -> dict[str, object]:
    return {
        "id": one.id,
        "kind": one.kind.value,
        "family": one.family,
        "person": one.person,
        "due": one.due.isoformat() if one.due else None,
        "is_exact": one.is_exact,
    }


def _line(one: Task) -> str:
    day = f"{one.due}" if one.due else "no birth known"
    if one.due and not one.is_exact:
        day = f"from {day}"
    return f"{day}  {one.family}  {one.person}  {_WHAT[one.kind]}  [{one.id}]"


def _address(arguments: argparse.Namespace, speaker: Speaker) -> int:
    lines = arguments.line
    options_apart(("--line", bool(lines)), ("--none", arguments.none))
    new = lines if lines or arguments.none else None
    kept = keep_addresses.address_by_command(
        entry(arguments), arguments.family, arguments.person, new
    )
    told = "\n".join(kept) or "no address is kept"
    speaker.result({"person": arguments.person, "lines": list(kept)}, told)
    return 0


DEEDS: Final = (
    Deed(
        "tasks",
        "list what is to be done on a day, or say that it is done",
        _declare_tasks,
        _tasks,
        "[--done TASK --family ID]",
    ),
    Deed(
        "address",
        "say or write down where letters to a person go",
        _declare_address,
        _address,
        "--family ID --person ID [--line TEXT | --none]",
    ),
)
