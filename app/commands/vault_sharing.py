"""The deeds `consultand vault key|give|take|sync|merge`: records to and from other vaults."""

import argparse
from dataclasses import asdict, replace
from pathlib import Path
from typing import Final

from app.commands.command import Speaker
from app.commands.deed import Deed, demand_folder, needs
from app.commands.entering import declare_entry, entry
from app.words import counted, people
from counselling.work.sharing import sealing_key, share_records


def _declare_give(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("--family", required=True, metavar="ID", help="this family, whole")
    add("--for", required=True, dest="recipient", metavar="KEY", help="to whom: what key prints")
    add("--file", required=True, type=Path, metavar="FILE", help="the file that is written")
    declare_entry(parser)


def _declare_take(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--file", required=True, type=Path, metavar="FILE", help="the file that was given"
    )
    parser.add_argument("--look", action="store_true", help="say what is in it; nothing comes in")
    declare_entry(parser)


def _declare_sync(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("--relay", required=True, type=Path, metavar="DIR", help="the folder that desks share")
    add("--family", action="append", default=[], metavar="ID",
        help="this family, may be repeated; else all that are in the folder")  # fmt: skip
    add("--for", dest="recipient", default="", metavar="KEY",
        help="give the named families to somebody: what key prints")  # fmt: skip
    declare_entry(parser)


def _declare_merge(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--from", required=True, type=Path, dest="source", metavar="OTHER.vault",
        help="the vault that is taken in; its passphrase is asked for after this one's",
    )  # fmt: skip
    declare_entry(parser)


def _key(arguments: argparse.Namespace, speaker: Speaker) -> int:
    key = share_records.own_key(entry(arguments))
    said = sealing_key.spoken(key)
    speaker.result({"key": key, "spoken": said}, said)
    return 0


def _give(arguments: argparse.Namespace, speaker: Speaker) -> int:
    file, family = arguments.file, arguments.family
    count = share_records.write_file(entry(arguments), family, file, to=arguments.recipient)
    told = {"file": str(file), "family": family, "entries": count}
    speaker.result(
        told,
        f"{file}: the family with {counted(count, 'entry', 'entries')}; only that key opens it",
    )
    return 0


def _take(arguments: argparse.Namespace, speaker: Speaker) -> int:
    if arguments.look:
        return _look(arguments, speaker)
    record = share_records.take_file(entry(arguments), arguments.file)
    open_ones = len(record.differences)
    told = {"family": record.id, "people": len(record.family.persons), "differences": open_ones}
    words = f"family {record.id} came in"
    if open_ones:
        words += f", {counted(open_ones, 'difference')} to settle: consultand vault differences"
    speaker.result(told, words)
    return 0


def _look(arguments: argparse.Namespace, speaker: Speaker) -> int:
    found = share_records.look_into(entry(arguments), arguments.file)
    words = f"family {found.id}, {people(found.people)}, "
    words += f"{counted(found.entries, 'entry', 'entries')} that are not here"
    if found.differences:
        words += f", {counted(found.differences, 'difference')} to settle afterwards"
    told = {**asdict(found), "changed": found.changed.isoformat()}
    speaker.result(told, f"{words}; nothing of it came in yet")
    return 0


def _sync(arguments: argparse.Namespace, speaker: Speaker) -> int:
    is_for, families = bool(arguments.recipient), arguments.family
    needs("--for", "--family", is_typed=is_for, has_other=bool(families))
    if not families or arguments.relay.exists():  # a named family makes the folder
        demand_folder("--relay", arguments.relay)
    done = share_records.exchange(
        entry(arguments), arguments.relay, families, to=arguments.recipient
    )
    words = f"{counted(done.families, 'family', 'families')} brought up to date: "
    words += f"{counted(done.received, 'entry', 'entries')} came in, {done.sent} went out"
    if done.late:
        words += f"; of these from before a restriction: {done.late}"
    if done.kept_out:
        words += f"; kept out, written after it by who reads no further: {done.kept_out}"
    if done.given:
        words += f"; given to you: {counted(done.given, 'family', 'families')}"
    if done.refused:
        raise done.refused[0].error  # the others are done, and are not done twice
    told = {"families": done.families, "given": done.given, "late": done.late}
    told |= {"kept_out": done.kept_out, "received": done.received, "sent": done.sent}
    speaker.result(told, words)
    return 0


def _merge(arguments: argparse.Namespace, speaker: Speaker) -> int:
    mine = entry(arguments)
    theirs = entry(arguments, of="the other vault")
    done = share_records.merge(mine, replace(theirs, folder=arguments.source, user=""))
    words = f"came in: families {done.families}, entries {done.entries}, "
    words += f"sessions {done.sessions}, documents {done.documents}"
    if done.doubled:
        words += f"; notes that differed and now stand side by side: {done.doubled}"
    if done.kept_out:
        words += f"; families that stayed out, erased or sealed to others here: {done.kept_out}"
    speaker.result(asdict(done), words)
    return 0


DEEDS: Final = (
    Deed("key", "print the key to which others seal what is for you", declare_entry, _key),
    Deed(
        "give",
        "write a family into a file that one key opens",
        _declare_give,
        _give,
        "--family ID --for KEY --file FILE",
    ),
    Deed(
        "take",
        "take a family in from a file that was given to you",
        _declare_take,
        _take,
        "--file FILE [--look]",
    ),
    Deed(
        "sync",
        "bring vault and a shared folder to the same",
        _declare_sync,
        _sync,
        "--relay DIR [--family ID]... [--for KEY]",
    ),
    Deed("merge", "take in all of another vault", _declare_merge, _merge, "--from OTHER.vault"),
)
