"""Wires the use cases of what a patient does on her page."""

from app.words import catalogue
from counselling.language.catalogue import Catalogue
from counselling.settings.schema import Settings
from counselling.work.clinic_words import Lexicons
from counselling.work.door import Door
from counselling.work.hear_patient import Hearing
from counselling.work.sign_consents import ConsentForms
from counselling.work.take_proposals import Proposals


def make_hearing(door: Door, words: Catalogue, settings: Settings, lexicons: Lexicons) -> Hearing:
    """Build them over the open vault. words: of this desk."""
    consents = ConsentForms(door, words=catalogue)
    proposals = Proposals(door, words=catalogue, language=settings.language, lexicons=lexicons)
    return Hearing(consents, proposals, words, settings.clinic.phone)
