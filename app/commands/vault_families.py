"""The deeds `consultand vault families|import|differences|readers`: families of one vault."""

import argparse
from dataclasses import asdict
from pathlib import Path
from typing import Final

from app.commands.command import Speaker
from app.commands.deed import Deed, needs
from app.commands.entering import declare_entry, entry
from app.commands.losses import loss_json, tell_losses
from app.words import counted, people
from counselling.figures.writer_words import writer_json
from counselling.work.sharing import restrict_family, share_records


def _families(arguments: argparse.Namespace, speaker: Speaker) -> int:
    found = share_records.listing(entry(arguments))
    told = [
        {**asdict(one), "changed": one.changed.isoformat(), "writer": writer_json(writer)}
        for one, writer in found
    ]
    lines = []
    for one, _ in found:
        line = f"{one.id}  {one.name or one.proband or 'no name'}, {people(one.people)}"
        if one.differences:
            line += f", {counted(one.differences, 'difference')} to settle"
        lines.append(line)
    speaker.result({"families": told}, "\n".join(lines) or "no families yet that you can read")
    return 0


def _declare_import(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--file", required=True, type=Path, metavar="FILE", help="families in any format"
    )
    declare_entry(parser)


def _import(arguments: argparse.Namespace, speaker: Speaker) -> int:
    taken, losses = share_records.import_file(entry(arguments), arguments.file)
    tell_losses(losses, speaker)
    lost = [loss_json(loss) for loss in losses]
    speaker.result(
        {"families": list(taken), "losses": lost},
        "\n".join(f"family {one} came in" for one in taken),
    )
    return 0


def _declare_readers(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("--family", required=True, metavar="ID", help="the family")
    who = parser.add_mutually_exclusive_group()
    who.add_argument("--reader", action="append", default=[], metavar="NAME",
        help="from now on only these read it, you among them; may be repeated")  # fmt: skip
    who.add_argument("--everybody", action="store_true", help="everybody reads it again")
    add("--given", action="append", default=None, metavar="KEY",
        help="with one of those: of whom it was given to, only these read on")  # fmt: skip
    declare_entry(parser)


def _readers(arguments: argparse.Namespace, speaker: Speaker) -> int:
    family, chosen = arguments.family, arguments.reader
    is_change = bool(chosen) or arguments.everybody
    needs("--given", "--reader", is_typed=arguments.given is not None, has_other=is_change)
    wanted = chosen if is_change else None
    found = restrict_family.readers(entry(arguments), family, wanted, stay=arguments.given)
    named, outside = found.readers, found.outside
    words = f"only these read this family: {', '.join(named)}" if named else ""
    words = words or "everybody with a way into the vault reads this family"
    for key in outside:
        words += f"\nit was given to somebody of another vault, who reads on: {key}"
    if chosen:
        words += "\nWhoever could read it before and copied it keeps the copy."
    told = {"family": family, "readers": list(named), "outside": list(outside)}
    speaker.result(told, words)
    return 0


DEEDS: Final = (
    Deed("families", "list the families that you can read", declare_entry, _families),
    Deed("import", "take in the families of a file", _declare_import, _import, "--file FILE"),
    Deed(
        "readers",
        "say or choose who can read a family",
        _declare_readers,
        _readers,
        "--family ID [--reader NAME]... | --everybody [--given KEY]...",
    ),
)
