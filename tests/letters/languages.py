"""The languages in which letters are written, as their folders say."""

from counselling.language.registry import LANGUAGES as REGISTERED
from counselling.language.traits import Use
from tests.language.folders import traits

LANGUAGES = tuple(each.code for each in REGISTERED if traits(each.code).is_for(Use.LETTERS))
