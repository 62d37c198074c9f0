"""Says what a file could not keep: as JSON, and as lines beside the answer."""

from collections.abc import Sequence

from app.commands.command import Json, Speaker
from app.words import catalogue
from counselling.formats.format import Loss, as_mapping
from counselling.language.marks import N_
from counselling.pedigree.family import Family
from counselling.pedigree.validation import findings


def loss_json(loss: Loss) -> Json:
    """Return a loss as a table."""
    return {"id": loss.message_id, "line": loss.line, **as_mapping(loss.fields)}


def tell_losses(losses: Sequence[Loss], speaker: Speaker) -> None:
    """Say each loss on stderr."""
    words = catalogue("en")
    for loss in losses:
        said = words.say(loss.message_id, line=loss.line, **as_mapping(loss.fields))
        speaker.note(" ".join(said.split()))


def tell_findings(families: Sequence[Family], speaker: Speaker) -> None:
    """Say on stderr what cannot be right in families, with the ids of the people."""
    words = catalogue("en")
    for family in families:
        for finding in findings(family):
            said = words.say(finding.message_id, **dict(finding.fields))
            people = ", ".join(finding.persons)
            told = words.say(N_("caveat.about"), people=people, caveat=said)
            speaker.note(" ".join(told.split()))
