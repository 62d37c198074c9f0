"""Use case: a family in spoken words, for who does not see the drawing."""

from dataclasses import dataclass

from counselling.drawing.measure import Measure
from counselling.errors import PedigreeError
from counselling.figures.description import Descriptions
from counselling.language.catalogue import Catalogue
from counselling.pedigree.family import Family
from counselling.pedigree.person import PersonId
from counselling.work.pedigree.draw_family import draw_family


@dataclass(frozen=True, slots=True)
class ToldPerson:
    """A person in words. id: empty where the family is de-identified, for ids may be names.

    generation, position: where she is drawn, counted from 1.
    """

    id: PersonId
    number: str
    generation: int
    position: int
    brief: str
    whole: str


def tell_family(
    family: Family,
    words: Catalogue,
    measure: Measure,
    *,
    person: PersonId | None = None,
    is_deidentified: bool = False,
) -> tuple[ToldPerson, ...]:
    """Describe everybody in the order of the drawing, or one person.

    Raises PedigreeError("pedigree.no_such_person"), LayoutError when somebody is her own ancestor.
    """
    if person is not None and person not in family.by_id:
        raise PedigreeError("pedigree.no_such_person")
    drawing = draw_family(family, words, measure)
    told = Descriptions(family, words, drawing.numbers, has_names=not is_deidentified)
    return tuple(
        ToldPerson(
            "" if is_deidentified else who,
            drawing.numbers[who],
            generation,
            position,
            told.brief(who),
            told.whole(who),
        )
        for generation, row in enumerate(drawing.layout.rows, start=1)
        for position, who in enumerate(row, start=1)
        if person in (None, who)
    )
