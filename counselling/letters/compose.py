"""The frame that all letters share: head, greeting, sections in order, signature, foot."""

from collections.abc import Iterable
from typing import Final

from counselling.language.marks import N_
from counselling.letters.asking import SignatureLine
from counselling.letters.frame import Frame
from counselling.letters.inline import Parts
from counselling.letters.letter import Annex, Foot, Letter, Notice, Section, Sender, Slot
from counselling.letters.parties import Clinic, Counsellor, Recipient
from counselling.letters.passages.contacts import ways_to_reach
from counselling.letters.template import Template
from counselling.letters.voice import Voice

SEAL: Final = "seal"  # the field of the clinic's seal


def compose(
    template: Template,
    frame: Frame,
    *,
    title: str,
    sections: Iterable[Section],
    voice: Voice,
    about: Parts = (),
    greeting: Parts | None = None,
    annex: Annex | None = None,
    child_under: int = 0,
) -> Letter:
    """Put a letter together; its sections stand in the template's order.

    about: two marks of the patient. greeting: None for the recipient's own. child_under: as the
    letter has it.

    Raises ValueError for a section that the template does not have.
    """
    in_order = sorted(sections, key=lambda section: template.sections.index(section.id))
    unreviewed = Notice(voice.parts(N_("letters.notice.unreviewed")))
    counsellor, recipient = frame.counsellor, frame.recipient
    return Letter(
        kind=template.kind,
        template_version=template.version,
        language=voice.catalogue.code,
        direction=voice.catalogue.direction,
        title=title,
        sender=Sender(
            frame.clinic.name,
            tuple(_sender_lines(frame.clinic, voice)),
            _return_line(frame.clinic),
        ),
        recipient=tuple(filter(None, (recipient.name, *recipient.address))),
        date=voice.catalogue.date(frame.written_on),
        written_on=frame.written_on,
        notices=() if frame.reviewer else (unreviewed,),
        greeting=_greeting(recipient, voice) if greeting is None else greeting,
        sections=tuple(in_order),
        closing=voice.parts(N_("letters.closing")),
        signature=tuple(_signed(counsellor)),
        id_line=(*_foot(N_("letters.id"), voice), " · ", Slot.TEMPLATE),
        page_line=_foot(N_("letters.page"), voice),
        about=about,
        seal=SignatureLine(
            SEAL,
            voice.parts(N_("letters.seal"), version=frame.version),
            voice.text(N_("letters.seal.name")),
            is_seal=True,
        ),
        annex=annex,
        version=frame.version,
        form=voice.address,
        child_under=child_under,
        colon=voice.catalogue.traits.colon,
    )


def _sender_lines(clinic: Clinic, voice: Voice) -> Iterable[Parts]:
    for line in clinic.address:
        yield (line,)
    yield from ways_to_reach(clinic, voice)


def _return_line(clinic: Clinic) -> str:
    return " · ".join((clinic.name, *clinic.address)) if clinic.address else ""


def _signed(counsellor: Counsellor) -> Iterable[str]:
    """A name and what stands under it; without a name nobody signs."""
    if counsellor.name:
        yield counsellor.name
        yield from filter(None, (_standing(counsellor),))


def _standing(counsellor: Counsellor) -> str:
    return ", ".join(filter(None, (counsellor.role, counsellor.registration)))


def _greeting(recipient: Recipient, voice: Voice) -> Parts:
    if recipient.salutation:
        return (recipient.salutation,)
    if not recipient.name:
        return voice.parts(N_("letters.greeting.nobody"))
    return voice.parts(N_("letters.greeting"), name=recipient.name)


def _foot(message_id: str, voice: Voice) -> Foot:
    parts = voice.catalogue.parts(message_id, **{slot.value: slot for slot in Slot})
    return tuple(part if isinstance(part, Slot) else str(part) for part in parts)
