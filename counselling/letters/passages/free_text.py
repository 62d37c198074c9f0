"""What the counsellor typed, as she typed it."""

from counselling.letters.characters import direction_of
from counselling.letters.inline import Direction
from counselling.letters.letter import Paragraph


def free_text(text: str, letter_direction: Direction) -> Paragraph:
    """Return a typed text as a paragraph that runs as its own letters do."""
    return Paragraph((text,), direction_of(text, otherwise=letter_direction))
