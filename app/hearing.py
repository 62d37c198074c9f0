"""Wires the use cases of what a session's board shows, and of what a patient does on her page."""

from datetime import UTC, datetime
from functools import partial

from app.fonts import measure
from app.settings import ages
from app.words import catalogue, desk_words, letter_words, picture_words
from counselling.drawing.scene import Scene
from counselling.language.catalogue import Catalogue
from counselling.settings.schema import Settings
from counselling.work.consents.sign_consents import ConsentForms
from counselling.work.history.clinic_words import Lexicons
from counselling.work.letters.review_letters import reviewer
from counselling.work.session.appointments import Appointments
from counselling.work.session.boards import Boards
from counselling.work.session.hear_patient import Hearing
from counselling.work.session.take_beforehand import TakeBeforehand
from counselling.work.session.take_proposals import Proposals
from counselling.work.session.take_signed import TakeSigned
from counselling.work.session.talk_beside import TalkBeside
from counselling.work.vault.door import Door


def make_boards(door: Door) -> Boards:
    """Build what the board can show over the open vault."""
    return Boards(door, words=picture_words, measure=measure(), read_page=read_page)


def read_page(letter: bytes, number: int) -> tuple[Scene, int]:
    """Read a page of a letter (imports pikepdf)."""
    from counselling.letters.page_scene import page_scene

    return page_scene(letter, number)


def make_hearing(
    door: Door, words: Catalogue, settings: Settings, lexicons: Lexicons, rooms: Appointments
) -> Hearing:
    """Build them over the open vault. words: of this desk; rooms: of appointments."""
    of_age = partial(ages, settings)
    clinic = settings.clinic.name
    consents = ConsentForms(
        door,
        words=picture_words,
        ages=of_age,
        now=_now,
        is_reviewed=partial(_is_reviewed, door),
        clinic=clinic,
    )
    proposals = Proposals(door, words=catalogue, language=settings.language, lexicons=lexicons)
    talk = TalkBeside(door, words=desk_words, desk_words=words)
    beforehand = TakeBeforehand(rooms, words=catalogue, language=settings.language)
    signed = TakeSigned(lambda: door.vault, words=letter_words, own=words)
    phone = settings.clinic.phone
    return Hearing(consents, proposals, talk, beforehand, signed, words, phone)


def _is_reviewed(door: Door, form: str, words: Catalogue) -> bool:
    """Whether the letter that a form is made of, which has its name, is signed off."""
    return reviewer(door.vault, form, words) is not None


def _now() -> datetime:
    return datetime.now(UTC)
