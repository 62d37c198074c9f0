"""The deeds `consultand vault consent|research FOLDER`: what people agreed to, and research."""

import argparse
from dataclasses import asdict
from pathlib import Path
from typing import Final

from app.commands.arguments import whole
from app.commands.command import Speaker
from app.commands.deed import Deed, demand_folder, needs
from app.commands.entering import declare_entry, entry
from app.settings import load_settings
from app.words import counted, local, people
from counselling.errors import UsageError
from counselling.pedigree.pseudonyms import SMALLEST_GROUP
from counselling.records.papers.consents import Scope
from counselling.records.privacy import retention
from counselling.work import export_research, keep_consents
from counselling.work.export_research import Exported


def _declare_consent(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("--family", required=True, metavar="ID", help="the family")
    add("--person", default="", metavar="ID", help="who agreed; else the family as a whole")
    add("--scope", choices=[scope.value for scope in Scope], help="what for; else all is listed")
    add("--withdraw", action="store_true", help="it was taken back")
    add("--given-by", default="", metavar="NAME", help="who gave it for her")
    add("--medium", default="", metavar="WORD", help="how: paper, spoken, video")
    declare_entry(parser)


def _declare_research(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("--project", required=True, metavar="NAME", help="pseudonyms are the project's own")
    add("--to", required=True, type=Path, metavar="DIR", help="the folder that is written into")
    add("--format", choices=sorted(export_research.ENDINGS), default="phenopackets",
        help="what is written; else phenopackets")  # fmt: skip
    add("--smallest", type=whole(most=1_000_000), default=SMALLEST_GROUP, metavar="K",
        help=f"nobody is in a group smaller than this; else {SMALLEST_GROUP}")  # fmt: skip
    declare_entry(parser)


def _declare_retention(parser: argparse.ArgumentParser) -> None:
    rule = parser.add_mutually_exclusive_group()
    rule.add_argument("--country", default="", metavar="ISO", help="by this country's rule")
    rule.add_argument("--years", type=whole(most=1000), metavar="N", help="kept so many years")
    declare_entry(parser)


def _consent(arguments: argparse.Namespace, speaker: Speaker) -> int:
    family = arguments.family
    _check(arguments)
    if arguments.scope:
        keep_consents.record(
            entry(arguments), family, arguments.person, Scope(arguments.scope),
            is_given=not arguments.withdraw, given_by=arguments.given_by, medium=arguments.medium,
        )  # fmt: skip
        speaker.result(
            {"scope": arguments.scope, "given": not arguments.withdraw},
            "the consent was written down"
            if not arguments.withdraw
            else "its withdrawal was written down",
        )
        return 0
    found = keep_consents.listing(entry(arguments), family)
    lines = [
        f"{local(str(one['at']))}  {one['person'] or 'the whole family'}  {one['scope']}: "
        + ("given" if one["given"] else "withdrawn")
        for one in found
    ]
    speaker.result({"consents": found}, "\n".join(lines) or "nobody was asked yet")
    return 0


def _check(arguments: argparse.Namespace) -> None:
    """Refuse what says something only of a consent that is written down."""
    for option in ("--person", "--withdraw", "--given-by", "--medium"):
        value = getattr(arguments, option[2:].replace("-", "_"))
        needs(option, "--scope", is_typed=bool(value), has_other=bool(arguments.scope))


def _research(arguments: argparse.Namespace, speaker: Speaker) -> int:
    demand_folder("--to", arguments.to)
    done = export_research.export(
        entry(arguments), arguments.project, arguments.to,
        ending=export_research.ENDINGS[arguments.format], smallest=arguments.smallest,
    )  # fmt: skip
    speaker.result(done.told(), _exported(done))
    return 0


def _exported(done: Exported) -> str:
    check = done.check
    lines = [
        f"written: {counted(done.families, 'family', 'families')}; families that stayed out, "
        f"for nobody in them agreed: {done.left_out}",
        f"taken away, so that nobody stands alone: ancestry of {people(check.without_ancestry)}, "
        f"ages of {people(check.without_age)}, all facts of {people(check.without_facts)}",
    ]
    if check.smallest:
        lines.append(f"the smallest group has {people(check.smallest)}")
    if check.recognisable:
        lines.append(
            f"families so large that their shape may tell who they are: {check.recognisable}"
        )
    return "\n".join(lines)


def _retention(arguments: argparse.Namespace, speaker: Speaker) -> int:
    years = arguments.years or load_settings().retention_years
    rule = retention.rules().get(arguments.country.upper())
    if not years and rule is None:
        raise UsageError("vault.no_retention_rule", known=", ".join(sorted(retention.rules())))
    years = years or (rule.years if rule else 0)
    found = keep_consents.due(entry(arguments), years=years)
    told = [{**asdict(one), "changed": one.changed.isoformat()} for one in found]
    lines = [f"{one.family}  {one.name}, last changed {one.years} years ago" for one in found]
    lines = lines or [f"no records are older than {years} years"]
    if rule is not None:
        status = "not checked by a lawyer yet" if rule.status == "recalled" else rule.status
        lines.append(f"rule: {rule.source} ({status})")
    source = asdict(rule) if rule else None
    speaker.result({"years": years, "rule": source, "due": told}, "\n".join(lines))
    return 0


DEEDS: Final = (
    Deed(
        "consent",
        "list or write down what somebody agreed to",
        _declare_consent,
        _consent,
        "--family ID [[--person ID] --scope SCOPE [--withdraw] [--given-by NAME] [--medium WORD]]",
    ),
    Deed(
        "research",
        "write families that agreed for a project",
        _declare_research,
        _research,
        "--project NAME --to DIR [--format phenopackets|fhir] [--smallest K]",
    ),
    Deed(
        "retention",
        "list records older than they are to be kept",
        _declare_retention,
        _retention,
        "[--country ISO | --years N]",
    ),
)
