"""Families as the board shows them."""

from dataclasses import replace

from counselling.drawing.measure import Measure
from counselling.drawing.scene import Scene
from counselling.figures.labels import DE_IDENTIFIED
from counselling.language.catalogue import Catalogue
from counselling.pedigree.family import Family
from counselling.work.pedigree.draw_family import draw_family, without_ids
from tests.families.builders import breast_ovarian


def family_picture(words: Catalogue, measure: Measure, family: Family | None = None) -> Scene:
    """A family without names, as a patient sees it."""
    drawing = draw_family(family or breast_ovarian(), words, measure, choice=DE_IDENTIFIED)
    return replace(without_ids(drawing).scene, title=words.say("pedigree.drawing"))
