"""Names of relatives in the case a sentence asks for: "bei {relative.dative}".

Every form is stored whole, also the composed ones ("your mother's sister"): no language's grammar
is put together here. An entry's id is kin.<relation>.<form>; a message writes {relative.dative},
and {relative} for the nominative. The form "label" names the relative alone ("Mother"), for tables
and lists, where every language can do without cases. Which forms a language has is what its kin.po
holds: a relation has either all of them or is missing.
"""

from dataclasses import dataclass
from typing import Final

from counselling.language.catalogue import Catalogue

# What counselling.pedigree.kinship.relation() can answer.
RELATIONS: Final = (
    "mother", "father", "daughter", "son", "child", "sister", "brother", "sibling",
    "half_sister", "half_brother", "half_sibling",
    "maternal_grandmother", "maternal_grandfather", "maternal_grandparent",
    "paternal_grandmother", "paternal_grandfather", "paternal_grandparent",
    "maternal_aunt", "maternal_uncle", "maternal_parents_sibling",
    "paternal_aunt", "paternal_uncle", "paternal_parents_sibling",
    "maternal_female_cousin", "maternal_male_cousin", "maternal_cousin",
    "paternal_female_cousin", "paternal_male_cousin", "paternal_cousin",
    "maternal_great_aunt", "maternal_great_uncle", "maternal_grandparents_sibling",
    "paternal_great_aunt", "paternal_great_uncle", "paternal_grandparents_sibling",
    "granddaughter", "grandson", "grandchild",
    "niece", "nephew", "siblings_child", "relative",
)  # fmt: skip

LABEL: Final = "label"


def forms(catalogue: Catalogue) -> frozenset[str]:
    """Return the case forms in which a language names relatives, the label left out."""
    entries = (message.split(".") for message in catalogue.raw if message.startswith("kin."))
    return frozenset(form for _, _, form in entries if form != LABEL)


@dataclass(frozen=True, slots=True)
class KinTerm:
    """A relative as a message's blank: called with the form that the sentence asks for.

    form_of_address: "formal" or "informal", for the languages that have both.
    """

    catalogue: Catalogue
    relation: str
    form_of_address: str = "formal"

    def __call__(self, form: str) -> str:
        """Return the words. Raises LanguageError when the language lacks this form."""
        message = f"kin.{self.relation}.{form or 'nominative'}"
        return self.catalogue.say(message, address=self.form_of_address)

    @property
    def label(self) -> str:
        """The relative named alone."""
        return self(LABEL)
