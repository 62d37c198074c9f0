"""Names of relatives in the case a sentence asks for: "bei {relative.dative}".

Every form is stored whole, also the composed ones ("your mother's sister"): no language's grammar
is put together here. An entry's id is kin.<relation>.<form>; a message writes {relative.dative},
and {relative} for the nominative. The form "label" names the relative alone ("Mother"), for tables
and lists, where every language can do without cases.
"""

from collections.abc import Mapping
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
    "maternal_cousin", "paternal_cousin", "niece", "nephew", "siblings_child", "relative",
)  # fmt: skip

LABEL: Final = "label"

# The case forms a language's sentences may ask for; a new language adds its line and its kin.po.
FORMS: Final[Mapping[str, tuple[str, ...]]] = {
    "en": ("nominative", "genitive"),
    "de": ("nominative", "genitive", "dative", "accusative"),
    "ar": ("nominative", "genitive", "accusative"),
}


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
