"""The deed `consultand vault retention FOLDER`: how long records are kept, and what is due."""

import argparse
from dataclasses import asdict
from datetime import date
from typing import Final

from app.commands.arguments import whole
from app.commands.command import Speaker
from app.commands.deed import Deed, needs, options_apart
from app.commands.entering import declare_entry, entry
from app.safekeeping import own_rule
from app.settings import load_settings, remember_rule
from counselling.errors import UsageError
from counselling.records.privacy import retention
from counselling.records.privacy.retention import Due, Reason, Rule
from counselling.work.vault import keep_records
from counselling.work.vault.keep_records import OwnRule

_WHY: Final = {
    Reason.AGE: "last changed {years} years ago",
    Reason.STORAGE: "somebody took back that it is stored",
}


def _declare(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    rule = parser.add_mutually_exclusive_group()
    rule.add_argument("--country", default="", metavar="ISO", help="by this country's rule")
    rule.add_argument("--years", type=whole(most=100), metavar="N", help="kept so many years")
    add("--basis", default="", metavar="TEXT", help="on what the clinic rests its own years")
    add("--remember", action="store_true", help="let this rule count from now on")
    add("--keep", default="", metavar="ID", help="keep this family longer")
    add("--until", type=_day, metavar="DAY", help="the last day, as 2040-12-31")
    add("--reason", default="", metavar="TEXT", help="why; it stands in the family's records")
    add("--free", default="", metavar="ID", help="let the rule count again for this family")
    declare_entry(parser)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError("a day looks like 2040-12-31") from None


def _retention(arguments: argparse.Namespace, speaker: Speaker) -> int:
    _check(arguments)
    if arguments.keep or arguments.free:
        return _decide(arguments, speaker)
    own = _rule(arguments)
    rule = own.rule
    if rule is None:
        raise UsageError("vault.no_retention_rule", known=", ".join(sorted(retention.rules())))
    found = keep_records.due(entry(arguments), years=rule.years)
    if arguments.remember:
        remember_rule(own)
    speaker.result(
        {
            "years": rule.years,
            "rule": asdict(rule),
            "due": [_told(one) for one in found if one.kept is None],
            "kept": [_told(one) for one in found if one.kept is not None],
        },
        "\n".join([*map(_line, found), _rule_line(rule)] if found else [_none(rule)]),
    )
    return 0


def _check(arguments: argparse.Namespace) -> None:
    """Refuse what says something only beside another option."""
    has_years, keep = arguments.years is not None, bool(arguments.keep)
    options_apart(("--keep", keep), ("--free", bool(arguments.free)))
    has_rule = has_years or bool(arguments.country)
    needs("--basis", "--years", is_typed=bool(arguments.basis), has_other=has_years)
    needs("--remember", "--country or --years", is_typed=arguments.remember, has_other=has_rule)
    needs("--until", "--keep", is_typed=arguments.until is not None, has_other=keep)
    needs("--reason", "--keep", is_typed=bool(arguments.reason), has_other=keep)
    needs("--keep", "--until", is_typed=keep, has_other=arguments.until is not None)
    if arguments.remember and has_years:
        needs("--remember", "--basis", is_typed=True, has_other=bool(arguments.basis.strip()))


def _rule(arguments: argparse.Namespace) -> OwnRule:
    if arguments.years is not None or arguments.country:
        return OwnRule(arguments.country.upper(), arguments.years or 0, arguments.basis)
    return own_rule(load_settings())


def _decide(arguments: argparse.Namespace, speaker: Speaker) -> int:
    if arguments.free:
        keep_records.keep_no_longer(entry(arguments), arguments.free)
        speaker.result({"freed": arguments.free}, "the rule counts again for this family")
        return 0
    until = arguments.until
    keep_records.keep_longer(entry(arguments), arguments.keep, until=until, reason=arguments.reason)
    speaker.result(
        {"kept": arguments.keep, "until": f"{until}"}, f"this family is kept until {until}"
    )
    return 0


def _told(one: Due) -> dict[str, object]:
    told = {**asdict(one), "changed": one.changed.isoformat(), "reasons": list(one.reasons)}
    kept = one.kept
    if kept is None:
        return told | {"kept": None}
    return told | {
        "kept": {"until": f"{kept.until}", "reason": kept.reason, "by": kept.by,
            "at": kept.at.isoformat()}
    }  # fmt: skip


def _line(one: Due) -> str:
    why = "; ".join(_WHY[reason].format(years=one.years) for reason in one.reasons)
    kept = f"; kept until {one.kept.until}, {one.kept.by}: {one.kept.reason}" if one.kept else ""
    return f"{one.family}  {one.name}, {why}{kept}"


def _none(rule: Rule) -> str:
    return f"no records are older than {rule.years} years\n{_rule_line(rule)}"


def _rule_line(rule: Rule) -> str:
    if rule.status == retention.OWN:
        return f"rule: the clinic's own, {rule.years} years ({rule.source or 'no basis named'})"
    status = "not checked by a lawyer yet" if rule.status == "recalled" else rule.status
    return f"rule: {rule.source} ({status})"


DEEDS: Final = (
    Deed(
        "retention",
        "list records that are due, or keep some longer",
        _declare,
        _retention,
        "[--country ISO | --years N [--basis TEXT]] [--remember] | --keep ID --until DAY "
        "--reason TEXT | --free ID",
    ),
)
