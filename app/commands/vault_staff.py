"""The deeds of `consultand vault` about users and their ways: who may come in, and by what."""

import argparse
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Final

from app.commands.command import Speaker
from app.commands.deed import Deed, demand_folder, needs
from app.commands.entering import declare_entry, declare_who, device, entry, new_passphrase
from app.safekeeping import share_page
from app.settings import load_settings
from app.words import catalogue, local
from counselling.errors import UsageError
from counselling.records.vault.acts import Role
from counselling.work.vault import staff_by_command
from counselling.work.vault.staff_by_command import Changed


def _declare_users(parser: argparse.ArgumentParser) -> None:
    one = parser.add_mutually_exclusive_group()
    one.add_argument("--invite", metavar="NAME", help="let somebody in, by a code for one entry")
    one.add_argument("--add", metavar="NAME", help="let somebody in, by a passphrase")
    one.add_argument("--change", metavar="NAME", help="give somebody another role")
    one.add_argument("--remove", metavar="NAME", help="take somebody's ways in")
    add = parser.add_argument
    roles = [role.value for role in Role]
    add("--role", choices=roles, help="of who is invited, added or changed")
    add("--anyway", action="store_true",
        help="with --remove: also who alone reads some families")  # fmt: skip
    declare_entry(parser)


def _declare_enter(parser: argparse.ArgumentParser) -> None:
    parser.set_defaults(with_code=True, with_sheets=False)  # an invitation is a code
    declare_who(parser, "who was invited")


def _declare_ways(parser: argparse.ArgumentParser) -> None:
    place = parser.add_mutually_exclusive_group()
    place.add_argument("--here", action="store_true", help="add a passphrase for this computer")
    place.add_argument("--anywhere", action="store_true", help="add one for any computer")
    parser.add_argument("--take", default="", metavar="WAY", help="take this way, by its name")
    declare_entry(parser)


def _declare_shares(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--into", required=True, type=Path, metavar="DIR", help="where the sheets are written"
    )
    declare_entry(parser)


def _users(arguments: argparse.Namespace, speaker: Speaker) -> int:
    changed, answer = _changed(arguments), {}
    if changed.code:
        name = "recovery_code" if arguments.add else "first_entry_code"
        answer[name] = changed.code
        speaker.note(f"{name.replace('_', ' ')} of {_who(arguments)}, shown once: {changed.code}")
    lines = [_line_of(one) for one in changed.users]
    speaker.result({"users": changed.users, **answer}, "\n".join(lines))
    return 0


def _changed(arguments: argparse.Namespace) -> Changed:
    takes_role = (arguments.invite, arguments.add, arguments.change)
    has_role, is_removed = arguments.role is not None, arguments.remove is not None
    needs("--role", "--invite, --add, --change", is_typed=has_role, has_other=any(takes_role))
    needs("--anyway", "--remove", is_typed=arguments.anyway, has_other=is_removed)
    if arguments.change and arguments.role is None:
        raise UsageError("vault.no_role")
    entering, role = entry(arguments), Role(arguments.role or Role.COUNSELLOR)
    if arguments.add:
        passphrase = new_passphrase(arguments, f"Passphrase of {arguments.add}: ")
        return staff_by_command.add_user(
            entering, name=arguments.add, role=role, passphrase=passphrase
        )
    if arguments.invite:
        return staff_by_command.invite(entering, name=arguments.invite, role=role)
    if arguments.change:
        return staff_by_command.change_role(entering, name=arguments.change, role=role)
    if arguments.remove:
        return staff_by_command.remove_user(
            entering, name=arguments.remove, is_loss_accepted=arguments.anyway
        )
    return Changed(staff_by_command.users(entering))


def _who(arguments: argparse.Namespace) -> str:
    return str(arguments.add or arguments.invite)


def _line_of(user: Mapping[str, object]) -> str:
    ways = user["ways"]
    told = ", ".join(ways) if isinstance(ways, tuple) else ""
    since, until = local(str(user["since"])), user["until"]
    ended = f", until {local(str(until))}" if until else ""
    return f"{user['name']}: {user['role']}, since {since}{ended} ({told or 'no way in'})"


def _enter(arguments: argparse.Namespace, speaker: Speaker) -> int:
    entering = entry(arguments)
    passphrase = new_passphrase(arguments, "Your passphrase from now on: ")
    code = staff_by_command.take_up(entering, passphrase=passphrase, device=device(arguments))
    words = f"You are in. Your recovery code, shown this once: {code}\n"
    speaker.result({"recovery_code": code}, words + "The code of the invitation opens nothing now.")
    return 0


def _ways(arguments: argparse.Namespace, speaker: Speaker) -> int:
    entering, new, keyring = entry(arguments), "", None
    if arguments.here or arguments.anywhere:
        keyring = device(arguments) if arguments.here else None
        if arguments.here and keyring is None:
            raise UsageError("vault.no_keyring")
        new = new_passphrase(arguments, "Passphrase to add: ")
    found = staff_by_command.ways(entering, new=new, device=keyring, taken=arguments.take)
    lines = [
        f"{way['name']}  {way['kind']}{'' if way['is_here'] else ' (of another computer)'}"
        for way in found
    ]
    speaker.result({"ways": found}, "\n".join(lines))
    return 0


def _passphrase(arguments: argparse.Namespace, speaker: Speaker) -> int:
    entering = entry(arguments)
    new = new_passphrase(arguments, "New passphrase: ")
    staff_by_command.change_passphrase(entering, new=new, device=device(arguments))
    speaker.result({"changed": "passphrase"}, "the passphrase was changed")
    return 0


def _code(arguments: argparse.Namespace, speaker: Speaker) -> int:
    code = staff_by_command.renew_code(entry(arguments))
    words = f"New recovery code, shown this once: {code}\nThe old one opens nothing any more."
    speaker.result({"recovery_code": code}, words)
    return 0


def _shares(arguments: argparse.Namespace, speaker: Speaker) -> int:
    demand_folder("--into", arguments.into)
    sheet = partial(share_page, words=catalogue(load_settings().language))
    made = staff_by_command.make_sheets(entry(arguments), arguments.into, sheet=sheet)
    words = "Three sheets were written; any two open the vault. Print each, hand each to another\n"
    words += "person, and delete the files. Earlier sheets open nothing any more.\n"
    told = "\n".join(str(path) for path in made)
    speaker.result({"sheets": [str(path) for path in made]}, words + told)
    return 0


DEEDS: Final = (
    Deed(
        "users",
        "list, invite, change or remove who may come in",
        _declare_users,
        _users,
        "[--invite NAME | --add NAME | --change NAME | --remove NAME [--anyway]] [--role R]",
    ),
    Deed(
        "enter",
        "come in for the first time, by an invitation",
        _declare_enter,
        _enter,
        "[--user NAME]",
        spends_code=False,
    ),
    Deed(
        "ways",
        "list, add or take your own ways in",
        _declare_ways,
        _ways,
        "[--here | --anywhere] [--take WAY]",
    ),
    Deed("passphrase", "put a new passphrase in place of yours", declare_entry, _passphrase),
    Deed(
        "code", "put a new recovery code in place of yours", declare_entry, _code, spends_code=False
    ),
    Deed(
        "shares", "make the clinic's three sheets of paper", _declare_shares, _shares, "--into DIR"
    ),
)
