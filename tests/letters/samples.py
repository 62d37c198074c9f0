"""What was filled in and recorded for a letter of each kind, and the letter made of it."""

from collections.abc import Mapping
from dataclasses import replace

from counselling.language.catalogue import Catalogue
from counselling.letters.kinds.summary import SummaryInput
from counselling.letters.letter import Letter
from counselling.letters.material import Kind, Material
from counselling.letters.parties import Address, Recipient
from counselling.letters.writing import write
from counselling.pedigree.person import PartialDate
from counselling.pedigree.terms import Gender

FILLED: Mapping[str, Mapping[str, str]] = {
    "pretest_consent": {
        "test": "BRCA1 NM_007294.4:c.5266dup",
        "lab": "Rivertown Laboratory",
        "nominee": "Lena Lindqvist, +49 30 7654321",
        "storage": "10 years",
        "interpreter": "Samir Haddad, 0042",
    },
    "session_consent": {
        "callback": "+49 30 1234567",
        "place": "3 Bridge Lane, 10117 Rivertown",
        "cost": "–",
        "servers": "Rivertown",
    },
    "summary": {
        "support": "BRCA Network, https://support.example",
        "lab": "Rivertown Laboratory, 2026-10-01",
        "copies": "Dr Jane Smith-Jones",
    },
    "referrer": {
        "way": "video",
        "doctor": "Dr Jane Smith-Jones",
        "doctor_address": "1 High Street\n10119 Rivertown",
        "headline": "Mother carries BRCA1 c.5266dup; predictive test is under way.",
        "actions": "Book a breast MRI once a year (from age 38).",
        "reason": "–",
        "lab": "Rivertown Laboratory, report 2026/117",
        "management": "–",
        "informed": "–",
        "psychosocial": "–",
        "interpreter": "–",
        "language": "Swedish",
        "review_on": "2028-11-24",
        "open_items": "Report of the mother's tumour (2004).",
    },
    "relative": {"lab": "Rivertown Laboratory, report 2026/117", "family_reference": "F-2026-042"},
    "invitation": {
        "start": "2027-01-15 10:30",
        "link": "https://talk.clinic.example/j#k3J9-2mQx-77aB-p0Lz-Qw8e",
        "code": "417-093",
        "callback": "+49 30 1234567",
        "interpreter": "–",
    },
    "data_sharing": {
        "controller": "Clinic for Genetics, Rivertown",
        "officer": "privacy@clinic.example",
        "storage": "–",
    },
    "tumour_board": {
        "question": "Is a PARP inhibitor an option after BRCA1 c.5266dup was found?",
        "history": "Breast, left, 2026: ER 90 %, HER2 0, pT1c pN0; surgery on 2026-10-02.",
        "wishes": "Knows of the result; wants to keep her ovaries until 40.",
        "proposal": "–",
    },
    "sample_kit": {"sample_id": "KIT-2026-00417", "return_by": "2026-12-08"},
}


def material(
    kind: Kind,
    given: SummaryInput,
    *,
    gender: Gender = Gender.WOMAN,
    form: Address = Address.FORMAL,
) -> Material:
    """The record behind a letter of this kind."""
    assessment, name = given.assessment, "anna"
    family = assessment.question.family
    person = replace(family.person(name), birth=PartialDate(1988, 3, 7), gender=gender)
    family = family.replace_person(person)
    asked = replace(assessment.question, family=family)
    recipient = replace(given.frame.recipient, gender=gender, form=form)
    return Material(
        frame=replace(given.frame, recipient=recipient),
        family=family,
        person=name,
        session_on=given.session_on,
        reference="F-2026-042/III-1",
        numbering=given.numbering,
        pedigree=given.pedigree,
        assessment=replace(assessment, question=asked),
        curve=given.curve,
        agreed=given.agreed if kind.template.kind == "summary" else (),
        consented=frozenset({"mother"}),
        answers={"storage": True, "research": False, "family_contact": True, "repository": True},
        filled=FILLED[kind.template.kind],
    )


def letter_of(kind: Kind, material: Material, words: Catalogue, latin: Catalogue) -> Letter:
    """The letter of this kind in a language."""
    return write(kind, material, words, latin=latin)


def to(name: str) -> Recipient:
    """Somebody to write to."""
    return Recipient(name)
