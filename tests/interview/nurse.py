"""A nurse who knows the standard family whole and answers what she is asked, in her own words."""

from pathlib import Path
from typing import Final

from counselling.interview.questions import Question
from counselling.pedigree.answers import Topic
from counselling.pedigree.family import Family
from counselling.shorthand.reader import read
from counselling.shorthand.registry import lexicon
from counselling.work.history.type_family import CONSULTAND, new_family

NOTES: Final = Path(__file__).resolve().parents[1] / "shorthand" / "notes"

PARENTS: Final = {
    "mother": "br ca 42 d 60",
    "father": "68 prostate ca 66",
    "mgm": "ov ca 60 d 62",
    "mgf": "d 71 mi",
    "pgm": "d 88",
    "pgf": "d 75 stroke",
}
KIN: Final = {
    (CONSULTAND, Topic.PARTNERS): "husband 40 aw",
    (CONSULTAND, Topic.CHILDREN): "dau 12; son 9",
    (CONSULTAND, Topic.SIBLINGS): "sis 41 br ca 39; bro 44 aw",
    ("sis1", Topic.CHILDREN): "son 15",
    ("mother", Topic.SIBLINGS): "sis bilat br ca 43 & 51 d 55; bro 70 aw; sis 66 aw",
    ("mat-aunt1", Topic.CHILDREN): "dau br ca 38",
    ("mat-uncle1", Topic.CHILDREN): "dau 40 aw",
    ("father", Topic.SIBLINGS): "bro aw; bro d 60 mva",
}
NONE_KNOWN: Final = (Topic.AGE, Topic.ONSET, Topic.LATERALITY, Topic.SOURCE, Topic.CAUSE)


def standard() -> Family:
    """20 people, 8 of them with cancer."""
    text = (NOTES / "family_breast_ovarian_20.txt").read_text("utf-8")
    return read(text, new_family(), lexicon("en")).family


def answer(question: Question, truth: Family) -> str:
    """What the nurse says who knows the family whole; of what nobody knows, that it is so."""
    gap = question.gap
    person = truth.person(gap.person)
    match gap.topic:
        case Topic.OPENING:
            return "br ca on mum's side"
        case Topic.MOTHER:
            return PARENTS[person.mother or ""]
        case Topic.FATHER:
            return PARENTS[person.father or ""]
        case Topic.TESTS:
            return "brca1+"
        case Topic.AGE if person.age:
            return f"{person.age.low_years:g}"
        case Topic.CANCER if person.diagnoses and gap.person == CONSULTAND:
            return "br ca 36"
        case Topic.ANCESTRY | Topic.CONFIRMING:
            return "nk"
    if gap.topic in NONE_KNOWN:
        return "nk"
    return KIN.get((gap.person, gap.topic), "no")
