"""A wording is read and signed off, as the desk does it."""

from counselling.work.desk import Desk


def sign_off(desk: Desk, kind: str, language: str) -> None:
    """Read all that a kind of letter can say, and sign it."""
    wording = desk.safekeeping.wording
    wording.sign(kind, language, wording.read(kind, language, "en").wording)
