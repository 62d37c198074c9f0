"""Says which files of a folder were left out, and why: as JSON, and as lines beside the answer."""

from app.commands.command import Json, Speaker
from app.words import catalogue
from counselling.work.files.read_folder import Skipped


def skipped_json(skipped: Skipped) -> Json:
    """Return what was left out as a table."""
    return {
        "file": str(skipped.file),
        "family": skipped.family,
        "id": skipped.error.message_id,
        "why": _sentence(skipped),
    }


def tell_skipped(skipped: Skipped, speaker: Speaker) -> None:
    """Say on stderr what was left out."""
    family = f" ({skipped.family})" if skipped.family else ""
    speaker.note(f"{skipped.file}{family}: {_sentence(skipped)}")


def _sentence(skipped: Skipped) -> str:
    said = catalogue("en").say(skipped.error.sentence_id, **skipped.error.fields)
    return " ".join(said.split())
