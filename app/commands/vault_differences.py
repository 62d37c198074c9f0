"""The deeds `consultand vault differences|settle`: what two people said differently of a family."""

import argparse
from collections.abc import Mapping
from typing import Final

from app.commands.arguments import whole
from app.commands.command import Speaker
from app.commands.deed import Deed
from app.commands.entering import declare_entry, entry
from app.fonts import measure
from app.words import catalogue, counted
from counselling.figures.difference_words import DifferenceWords
from counselling.figures.writer_words import writer_json
from counselling.records.log.families import FamilyRecord
from counselling.work.pedigree.draw_family import draw_family
from counselling.work.sharing import settle_by_command
from counselling.work.sharing.settle_differences import OpenDifference

_MOST: Final = 10**9


def _declare_which(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("--family", required=True, metavar="ID", help="the family")
    add("--language", default="en", metavar="CODE", help="in this language; else en")
    declare_entry(parser)


def _differences(arguments: argparse.Namespace, speaker: Speaker) -> int:
    record, found = settle_by_command.waiting(entry(arguments), arguments.family)
    saying = _saying(record, arguments.language)
    lines = []
    for number, one in enumerate(found, 1):
        lines.append(f"{number}. {saying.about(one)}")
        for place, choice in enumerate(one.choices, 1):
            lines.append(f"   {place}: {saying.choice(one.place, choice)} ({saying.by(choice)})")
    told = [_told(one, saying) for one in found]
    answer = {"family": record.id, "sequence": record.sequence, "differences": told}
    speaker.result(answer, "\n".join(lines) or "nothing waits to be settled in this family")
    return 0


def _saying(record: FamilyRecord, language: str) -> DifferenceWords:
    words = catalogue(language)
    numbers = draw_family(record.family, words, measure()).numbers
    return DifferenceWords(record.family, numbers, words)


def _told(one: OpenDifference, saying: DifferenceWords) -> Mapping[str, object]:
    choices = [
        {
            "value": saying.choice(one.place, choice),
            "by": choice.writer.name,
            "writer": writer_json(choice.writer),
            "at": choice.told_at.isoformat() if choice.told_at else None,
            "stands": choice.stands,
        }
        for choice in one.choices
    ]
    place = {"place": list(one.place), "words": saying.about(one), "is_refused": one.is_refused}
    return {**place, "choices": choices}


def _declare_settle(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    place = whole(most=_MOST)
    add("--difference", required=True, type=place, metavar="N",
        help="which one, by its number in what differences lists")  # fmt: skip
    add("--take", required=True, type=place, metavar="N",
        help="which of its values stands from now on, by its number there")  # fmt: skip
    add("--after", type=whole(most=_MOST), metavar="SEQUENCE",
        help="only if nothing was written since: the sequence that differences told")  # fmt: skip
    _declare_which(parser)


def _settle(arguments: argparse.Namespace, speaker: Speaker) -> int:
    settled = settle_by_command.settle(
        entry(arguments),
        arguments.family,
        difference=arguments.difference,
        take=arguments.take,
        after=arguments.after,
    )
    saying = _saying(settled.before, arguments.language)
    one, choice = settled.one, settled.choice
    about, value = saying.about(one), saying.choice(one.place, choice)
    told = {"family": settled.before.id, "words": about, "value": value, "left": settled.left}
    words = f"{about}: {value} stands now"
    if settled.left:
        words += f"; {counted(settled.left, 'difference')} to settle still"
    speaker.result(told, words)
    return 0


DEEDS: Final = (
    Deed(
        "differences",
        "list what two people said differently of a family",
        _declare_which,
        _differences,
        "--family ID [--language CODE]",
    ),
    Deed(
        "settle",
        "let one of the things that two people said stand",
        _declare_settle,
        _settle,
        "--family ID --difference N --take N [--after SEQUENCE] [--language CODE]",
    ),
)
