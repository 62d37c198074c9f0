"""The deed `consultand vault left FOLDER`: consents that were signed before a session."""

import argparse
from typing import Final

from app.commands.command import Speaker
from app.commands.deed import Deed, needs, options_apart
from app.commands.entering import declare_entry, entry
from app.settings import load_settings
from app.words import catalogue, desk_words, letter_words, local
from counselling.errors import VaultError
from counselling.records.vault.acts import FamilyId
from counselling.work.session.take_signed import Left, TakeSigned


def _declare(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("--family", required=True, metavar="ID", help="the family")
    add("--take", default="", metavar="LEFT", help="take one into the record as consent")
    whose = "whose it is, with --take, where the appointment was for nobody in particular"
    add("--person", default="", metavar="ID", help=whose)
    add("--set-aside", default="", metavar="LEFT", help="do not take one")
    declare_entry(parser)


def _run(arguments: argparse.Namespace, speaker: Speaker) -> int:
    taken, aside = arguments.take, arguments.set_aside
    options_apart(("--take", bool(taken)), ("--set-aside", bool(aside)))
    needs("--person", "--take", is_typed=bool(arguments.person), has_other=bool(taken))
    words, family = desk_words(load_settings().language), arguments.family
    with entry(arguments).open() as vault:
        work = TakeSigned(lambda: vault, words=letter_words, own=words)
        if taken:
            left = _found(work, family, taken)
            document = work.take(family, left, person=arguments.person)
            told = {"taken": left.id, "document": document.id, "person": document.person}
            speaker.result(told, "it is in the record as consent, signed before a session")
        elif aside:
            left = _found(work, family, aside)
            work.set_aside(family, left)
            speaker.result({"set_aside": left.id}, "it was set aside and is not in the record")
        else:
            _list(work.waiting(family), speaker)
    return 0


def _found(work: TakeSigned, family: FamilyId, name: str) -> Left:
    """Return the one that is meant. Raises VaultError("vault.mail_settled")."""
    found = next((one for one in work.waiting(family) if one.id == name), None)
    if found is None:
        raise VaultError("vault.mail_settled")
    return found


def _list(waiting: tuple[Left, ...], speaker: Speaker) -> None:
    lines = [_line(one) for one in waiting] or ["no signed consent waits"]
    speaker.result({"left": [_told(one) for one in waiting]}, "\n".join(lines))


def _told(one: Left) -> dict[str, object]:
    signed = one.signed
    return {
        "id": one.id,
        "person": one.person,
        "form": signed.form,
        "version": signed.version,
        "language": signed.language,
        "text_hash": signed.text_hash,
        "answers": signed.answers,
        "filled": signed.filled,
        "method": _method(one),
        "name": signed.name,
        "strokes": len(signed.strokes),
        "at": signed.at.isoformat(),
        "came": one.came.isoformat(),
        "times": len(one.mails),
        "explained": False,
        "refused": {"id": one.refused.message_id} if one.refused else None,
    }


def _method(one: Left) -> str:
    return "drawn" if any(one.signed.strokes) else "typed"


def _line(one: Left) -> str:
    signed = one.signed
    said = ", ".join(f"{name}: {'yes' if yes else 'no'}" for name, yes in signed.answers.items())
    head = (
        f"{one.id}  {local(signed.at.isoformat())}  {signed.form} {signed.version} "
        f"({signed.language}), {_method(one)}; {said}"
    )
    if one.refused is None:
        return f"{head}; signed before a session, explained by nobody yet"
    told = " ".join(catalogue("en").say(f"error.{one.refused.message_id}").split())
    return f"{head}\n    not to be taken: {told}"


DEEDS: Final = (
    Deed(
        "left",
        "take what was signed before a session, or not",
        _declare,
        _run,
        "--family ID [--take LEFT [--person ID] | --set-aside LEFT]",
    ),
)
