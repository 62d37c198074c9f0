"""The consent to a genetic test: what the letter of that name and the form on her page both say.

What belongs in: Joint Committee on Genomics in Medicine 2019 (Consent and confidentiality), the
subsections of the NHS Genomic Medicine Service's record of discussion, EuroGentest's
recommendations, Oviedo Convention, article 12, and CM/Rec(2016)8 on insurance. Words are our own.
"""

from collections.abc import Iterator
from typing import Final

from counselling.language.marks import N_
from counselling.pedigree.coming_of_age import ChildAges, Maturity
from counselling.session.consent_form import INTERPRETER, Fill, Form

SECTIONS: Final = {
    "test": (N_("letters.pretest.test"), N_("letters.pretest.test.text")),
    "can_show": (N_("letters.pretest.can_show"), N_("letters.pretest.can_show.text")),
    "changes": (N_("letters.pretest.changes"), N_("letters.pretest.changes.text")),
    "family": (N_("letters.pretest.family"), N_("letters.pretest.family.text")),
    "unexpected": (N_("letters.pretest.unexpected"), N_("letters.pretest.unexpected.text")),
    "benefits": (N_("letters.pretest.benefits"), N_("letters.pretest.benefits.text")),
    "sample_storage": (
        N_("letters.pretest.sample_storage"),
        N_("letters.pretest.sample_storage.text"),
    ),
    "data": (N_("letters.pretest.data"), N_("letters.pretest.data.text")),
    "insurance": (N_("letters.pretest.insurance"), N_("letters.pretest.insurance.text")),
    "results": (N_("letters.pretest.results"), N_("letters.pretest.results.text")),
    "research": (N_("letters.pretest.research"), N_("letters.pretest.research.text")),
    "withdrawal": (N_("letters.pretest.withdrawal"), N_("letters.pretest.withdrawal.text")),
    "special": (N_("letters.pretest.special"), N_("letters.pretest.special.adult")),
    "interpreter": (N_("letters.pretest.interpreter"), N_("letters.pretest.interpreter.text")),
    "statements": (N_("letters.pretest.statements"), N_("letters.pretest.statements.spoken")),
    "copy": (N_("letters.pretest.copy"), N_("letters.pretest.copy.text")),
}
QUESTIONS: Final = {
    "relatives": N_("letters.pretest.family.question"),
    "unexpected": N_("letters.pretest.unexpected.question"),
    "storage": N_("letters.pretest.sample_storage.question"),
}
RECORDED: Final = {
    "relatives": "test_relatives",
    "unexpected": "test_unexpected",
    "storage": "test_sample",
}  # which scope of the records keeps the answer
STATEMENTS: Final = {
    "understood": N_("letters.pretest.statements.understood"),
    "asked": N_("letters.pretest.statements.asked"),
    "stop": N_("letters.pretest.statements.stop"),
    "agree": N_("letters.pretest.statements.agree"),
}
CONTACT: Final = N_("letters.pretest.family_contact")
ASSENT: Final = N_("letters.pretest.special.assent")
MINOR: Final = N_("letters.pretest.special.minor")
CLINICIAN: Final = N_("letters.pretest.statements.clinician")
TITLE: Final = N_("letters.pretest.title")
VERSION: Final = "2026.3"
KIND_ID: Final = "pretest_consent"


def pretest(maturity: Maturity, ages: ChildAges) -> Form:
    """Return the form for somebody of an age. Its questions are named as the records name them."""
    return Form(
        id=KIND_ID,
        version=VERSION,
        title=TITLE,
        paragraphs=tuple(_paragraphs(maturity)),
        questions=tuple(_questions(maturity)),
        declaration=N_("letters.pretest.declaration"),
        headings=frozenset(title for title, _ in SECTIONS.values()),
        fields={
            "address": "formal",
            "gender": "unknown",
            "reader": "patient",
            "assent": str(ages.assent),
            "child_to": str(ages.child_to),
        },
        to_fill=(
            Fill("test", N_("letters.blank.test"), is_needed=True),
            Fill("lab", N_("letters.blank.lab")),
            Fill("storage", N_("letters.blank.storage")),
            Fill("results_by", N_("letters.blank.results_by")),
            Fill("nominee", N_("letters.blank.nominee")),
            Fill("insurance", N_("letters.blank.insurance")),
            Fill(INTERPRETER, N_("letters.blank.interpreter")),
        ),
    )


def _paragraphs(maturity: Maturity) -> Iterator[str]:
    for section, (title, text) in SECTIONS.items():
        yield title
        yield MINOR if section == "special" and maturity is not Maturity.ADULT else text
        if section == "statements":
            yield CLINICIAN


def _questions(maturity: Maturity) -> Iterator[tuple[str, str]]:
    yield RECORDED["relatives"], QUESTIONS["relatives"]
    yield "family_contact", CONTACT
    yield RECORDED["unexpected"], QUESTIONS["unexpected"]
    yield RECORDED["storage"], QUESTIONS["storage"]
    if maturity is Maturity.CHILD:
        yield "assent", ASSENT
    for statement in ("understood", "asked", "stop"):
        yield f"test_{statement}", STATEMENTS[statement]
    yield "test", STATEMENTS["agree"]
