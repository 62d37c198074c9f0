"""Use cases of what a patient does on her page: she signs, she proposes, she tells where she is."""

from dataclasses import dataclass

from counselling.language.catalogue import Catalogue
from counselling.session.surroundings import Surroundings, noted
from counselling.work.sign_consents import ConsentForms
from counselling.work.take_proposals import Proposals


@dataclass(frozen=True, slots=True)
class Hearing:
    """words: of this desk. telephone: the clinic's, by which a patient reaches it; "" for none."""

    consents: ConsentForms
    proposals: Proposals
    words: Catalogue
    telephone: str = ""

    def noted(self, told: Surroundings) -> str:
        """Return the lines of the session's notes about who is with her and where she is."""
        return noted(told, self.words)
