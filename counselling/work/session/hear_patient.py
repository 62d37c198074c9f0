"""Use cases of what a patient does on her page: she signs, she proposes, she tells where she is."""

from collections.abc import Sequence
from dataclasses import dataclass

from counselling.language.catalogue import Catalogue
from counselling.language.marks import N_
from counselling.session.surroundings import Surroundings, noted
from counselling.work.consents.sign_consents import ConsentForms
from counselling.work.session.take_beforehand import TakeBeforehand
from counselling.work.session.take_proposals import Proposals
from counselling.work.session.take_signed import TakeSigned
from counselling.work.session.talk_beside import TalkBeside


@dataclass(frozen=True, slots=True)
class Hearing:
    """words: of this desk. telephone: the clinic's, by which a patient reaches it; "" for none."""

    consents: ConsentForms
    proposals: Proposals
    talk: TalkBeside
    beforehand: TakeBeforehand
    signed: TakeSigned
    words: Catalogue
    telephone: str = ""

    def noted(self, told: Surroundings) -> str:
        """Return the lines of the session's notes about who is with her and where she is."""
        return noted(told, self.words)

    def left(self, waiting: Sequence[str]) -> str:
        """Return the lines of the notes about what was proposed and waits, "" for none."""
        say = self.words.say
        return "\n".join(say(N_("tray.left"), text=" ".join(one.split())) for one in waiting)
