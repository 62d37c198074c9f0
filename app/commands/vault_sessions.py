"""The deed `consultand vault sessions FOLDER`: when they were, and how good their calls were."""

import argparse
from collections.abc import Iterator
from dataclasses import asdict
from typing import Final

from app.commands.command import Speaker
from app.commands.deed import Deed
from app.commands.entering import declare_entry, entry
from app.words import local
from counselling.records.log import families
from counselling.records.papers import sessions
from counselling.records.papers.sessions import Session
from counselling.session.quality import CallFigures, lines_in, role_of


def _declare(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--family", required=True, metavar="ID", help="the family")
    declare_entry(parser)


def _sessions(arguments: argparse.Namespace, speaker: Speaker) -> int:
    with entry(arguments).open() as vault:
        families.open_family(vault, arguments.family)  # written down as a view
        held = sessions.listing(vault, arguments.family)
    lines = [line for one in held for line in _lines(one)] or ["no session was held yet"]
    speaker.result({"sessions": [_told(one) for one in held]}, "\n".join(lines))
    return 0


def _told(one: Session) -> dict[str, object]:
    return {
        "id": one.id,
        "person": one.person,
        "started_at": one.started_at.isoformat(),
        "ended_at": one.ended_at.isoformat() if one.ended_at else None,
        "counsellor": one.counsellor,
        "lines": [_line(line, figures) for line, figures in lines_in(one.figures).items()],
    }


def _line(line: str, figures: CallFigures) -> dict[str, object]:
    role, number = role_of(line)
    return {"role": role.value, "number": number, **asdict(figures)}


def _lines(one: Session) -> Iterator[str]:
    over = "not ended" if one.ended_at is None else f"{_minutes(one)} min"
    yield f"{one.id}  {local(one.started_at.isoformat())}  {over}, {one.counsellor}"
    measured = lines_in(one.figures)
    if not measured:
        yield "    no call was measured"
    for line, figures in measured.items():
        role, number = role_of(line)
        who = role.value if number == 1 else f"{role.value} {number}"
        yield f"    {who}: {', '.join(_said(figures))}"


def _minutes(one: Session) -> int:
    passed = (one.ended_at or one.started_at) - one.started_at
    return round(passed.total_seconds() / 60)


def _said(figures: CallFigures) -> Iterator[str]:
    yield f"{figures.seconds} s"
    if figures.received_fps is not None:
        yield f"{figures.received_fps:.0f} pictures/s"
    if figures.loss is not None:
        yield f"{figures.loss:.1%} lost"
    if figures.rtt_ms is not None:
        yield f"{figures.rtt_ms:.0f} ms there and back"
    if figures.audio_gaps:
        yield f"{figures.audio_gaps} gaps of sound"


DEEDS: Final = (
    Deed(
        "sessions",
        "list a family's sessions, and how good their calls were",
        _declare,
        _sessions,
        "--family ID",
    ),
)
