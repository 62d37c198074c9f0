"""Says what a file could not keep: as JSON, and as lines beside the answer."""

from collections.abc import Sequence

from app.commands.command import Json, Speaker
from app.words import catalogue
from counselling.formats.format import Loss, as_mapping


def loss_json(loss: Loss) -> Json:
    """Return a loss as a table."""
    return {"id": loss.message_id, "line": loss.line, **as_mapping(loss.fields)}


def tell_losses(losses: Sequence[Loss], speaker: Speaker) -> None:
    """Say each loss on stderr."""
    words = catalogue("en")
    for loss in losses:
        speaker.note(words.say(loss.message_id, line=loss.line, **as_mapping(loss.fields)))
