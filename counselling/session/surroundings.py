"""Who is with the patient and where she is: asked at the start, kept with the session's notes."""

from dataclasses import dataclass

from counselling.language.catalogue import Catalogue
from counselling.language.marks import N_


@dataclass(frozen=True, slots=True)
class Surroundings:
    """As she told it, in her words. place: where help would be sent; telephone: to reach her."""

    company: str = ""
    place: str = ""
    telephone: str = ""

    def __repr__(self) -> str:
        return "Surroundings()"  # never an address

    @property
    def is_told(self) -> bool:
        """Whether anything was told."""
        return bool(self.company or self.place or self.telephone)


def noted(told: Surroundings, words: Catalogue) -> str:
    """Return the lines that stand in the notes, one a question; unanswered ones as such."""
    nothing = words.say(N_("session.room_unanswered"))
    lines = (
        (N_("session.room_company"), told.company),
        (N_("session.room_place"), told.place),
        (N_("session.room_telephone"), told.telephone),
    )
    # what somebody typed keeps to its line, whatever she pasted
    return "\n".join(
        words.say(said, answer=" ".join(answer.split()) or nothing) for said, answer in lines
    )
