"""The deeds `consultand vault consent|research FOLDER`: what people agreed to, and research."""

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from app.commands.arguments import whole
from app.commands.command import Speaker
from app.commands.deed import Deed, demand_folder, needs
from app.commands.entering import declare_entry, entry
from app.words import catalogue, counted, local, people
from counselling.pedigree.pseudonyms import SMALLEST_GROUP
from counselling.records.papers.consents import HERS, LIMITS, Consent, Recorded, Scope
from counselling.records.papers.handed import Handed
from counselling.work.consents import export_research, keep_consents
from counselling.work.consents.export_research import Exported, Order

_NONE: Final = "none"


def _declare_consent(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("--family", required=True, metavar="ID", help="the family")
    add("--person", default="", metavar="ID", help="who agreed; else the family as a whole")
    add("--scope", choices=[*HERS, Scope.USE], metavar="SCOPE", help="what for; else all is listed")
    add("--withdraw", action="store_true", help="it was taken back")
    add("--given-by", default="", metavar="NAME", help="who gave it for her")
    add("--medium", default="", metavar="WORD", help="how: paper, spoken, video")
    add("--explained-by", default="", metavar="NAME", help="who told her what it means")
    interpreted = parser.add_mutually_exclusive_group()
    interpreted.add_argument("--interpreter", default="", metavar="NAME", help="who interpreted")
    interpreted.add_argument("--no-interpreter", action="store_true", help="nobody did")
    declare_entry(parser)


def _declare_research(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("--project", required=True, metavar="NAME", help="pseudonyms are the project's own")
    where = parser.add_mutually_exclusive_group(required=True)
    where.add_argument("--to", type=Path, metavar="DIR", help="the folder that is written into")
    where.add_argument(
        "--preview", action="store_true", help="only say what would be written and lost"
    )
    add("--format", choices=sorted(export_research.ENDINGS), default="phenopackets",
        help="what is written; else phenopackets")  # fmt: skip
    add("--needs", action="append", metavar="USE",
        choices=[*(scope.removeprefix("share_") for scope in LIMITS), _NONE],
        help="what the project does that needs a yes of its own; may be repeated; none for "
        "nothing of it; else all of it")  # fmt: skip
    add("--smallest", type=whole(most=1_000_000), default=SMALLEST_GROUP, metavar="K",
        help=f"nobody is in a group smaller than this; else {SMALLEST_GROUP}")  # fmt: skip
    declare_entry(parser)


def _consent(arguments: argparse.Namespace, speaker: Speaker) -> int:
    _check(arguments)
    if not arguments.scope:
        return _list(arguments, speaker)
    new = Consent(
        arguments.person, Scope(arguments.scope), is_given=not arguments.withdraw,
        given_by=arguments.given_by, medium=arguments.medium,
        explained_by=arguments.explained_by, interpreter=arguments.interpreter,
        has_interpreter=_has_interpreter(arguments),
    )  # fmt: skip
    held = keep_consents.record_by_command(entry(arguments), arguments.family, new)
    words = "the consent was written down" if new.is_given else "its withdrawal was written down"
    lines = [f"{words}; it counts from now on"]
    told = {"scope": new.scope.value, "given": new.is_given, "exports": [_held(x) for x in held]}
    speaker.result(told, "\n".join([*lines, *_held_lines(held)]))
    return 0


def _has_interpreter(arguments: argparse.Namespace) -> bool | None:
    """Whether somebody interpreted; None where nothing was said of it."""
    if arguments.interpreter:
        return True
    return False if arguments.no_interpreter else None


def _list(arguments: argparse.Namespace, speaker: Speaker) -> int:
    found = keep_consents.listing(entry(arguments), arguments.family)
    lines = [_line(one) for one in found.words] or ["nobody was asked yet"]
    told = {
        "consents": [_word(one) for one in found.words],
        "exports": [_held(one) for one in found.in_spite],
    }
    speaker.result(told, "\n".join([*lines, *_held_lines(found.in_spite)]))
    return 0


def _word(one: Recorded) -> dict[str, object]:
    said = one.consent
    told: dict[str, object] = {
        "at": one.at.isoformat(),
        "person": said.person,
        "scope": said.scope.value,
        "given": said.is_given,
        "given_by": said.given_by,
        "medium": said.medium,
        "text_version": said.text_version,
        "language": said.language,
        "level": said.level,
        "explained_by": said.explained_by,
        "has_interpreter": said.has_interpreter,
        "interpreter": said.interpreter,
        "author": one.author,
    }
    own = {"reason": said.reason, "until": said.until, "project": said.project, "as": said.alias}
    return told | {name: value for name, value in own.items() if value}


def _line(one: Recorded) -> str:
    said = one.consent
    whose = said.person or "the whole family"
    if said.scope is Scope.HANDED:
        return f"{local(one.at.isoformat())}  {whose}  exported for {said.project} as {said.alias}"
    what = "given" if said.is_given else "withdrawn"
    told = [f"{local(one.at.isoformat())}  {whose}  {said.scope}: {what}"]
    told += [f"{said.text_version} {said.level}".strip()] if said.text_version else []
    told += [f"explained by {said.explained_by}"] if said.explained_by else []
    if said.has_interpreter is not None:
        who = said.interpreter or "one whose name is not known"
        told.append(f"interpreter: {who if said.has_interpreter else 'none'}")
    return "; ".join(told)


def _held(one: Handed) -> dict[str, object]:
    return {"person": one.person, "project": one.project, "as": one.alias,
        "at": one.at.isoformat()}  # fmt: skip


def _held_lines(held: Sequence[Handed]) -> list[str]:
    return [
        f"still held by the project {one.project}, as {one.alias}, since "
        f"{local(one.at.isoformat())}: tell them"
        for one in held
    ]


def _check(arguments: argparse.Namespace) -> None:
    """Refuse what says something only of a consent that is written down."""
    options = ("--person", "--withdraw", "--given-by", "--medium", "--explained-by",
        "--interpreter", "--no-interpreter")  # fmt: skip
    for option in options:
        value = getattr(arguments, option[2:].replace("-", "_"))
        needs(option, "--scope", is_typed=bool(value), has_other=bool(arguments.scope))


def _research(arguments: argparse.Namespace, speaker: Speaker) -> int:
    if arguments.to is not None:
        demand_folder("--to", arguments.to)
    order = Order(arguments.project, arguments.format, arguments.smallest, _uses(arguments.needs))
    done = export_research.export(entry(arguments), order, arguments.to)
    speaker.result(done.told(), _exported(done, is_written=arguments.to is not None))
    return 0


def _uses(typed: Sequence[str] | None) -> tuple[Scope, ...]:
    """What a project does: as typed; all that it may do where nobody says."""
    if typed is None:
        return LIMITS
    return tuple(Scope(f"share_{use}") for use in dict.fromkeys(typed) if use != _NONE)


def _exported(done: Exported, *, is_written: bool) -> str:
    check, what = done.check, "written" if is_written else "would be written"
    lines = [
        f"{what}: {counted(done.families, 'family', 'families')}, in which {people(done.people)} "
        f"agreed; families that stay out, for nobody in them agreed: {done.left_out}",
        f"taken away, so that nobody stands alone: ancestry of {people(check.without_ancestry)}, "
        f"ages of {people(check.without_age)}, all facts of {people(check.without_facts)}",
    ]
    if check.smallest:
        lines.append(f"the smallest group has {people(check.smallest)}")
    if check.recognisable:
        lines.append(
            f"families so large that their shape may tell who they are: {check.recognisable}"
        )
    said = catalogue("en").say
    for lost in done.lost:
        about = {"person": people(lost.people), **dict(lost.fields)}
        lines.append(" ".join(said(lost.message_id, **about).split()))
    return "\n".join(lines)


DEEDS: Final = (
    Deed(
        "consent",
        "list or write down what somebody agreed to",
        _declare_consent,
        _consent,
        "--family ID [[--person ID] --scope SCOPE [--withdraw] [--given-by NAME] [--medium WORD] "
        "[--explained-by NAME] [--interpreter NAME | --no-interpreter]]",
    ),
    Deed(
        "research",
        "write families that agreed for a project",
        _declare_research,
        _research,
        "--project NAME (--to DIR | --preview) [--format phenopackets|fhir] [--smallest K] "
        "[--needs USE]",
    ),
)
