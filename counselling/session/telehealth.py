"""The consent to talks by video: what the letter of that name and the patient's page both say.

On the page it is the same for everybody. What only a clinic can say of itself (what the talk
costs) stands in its letter alone; what only she can say are blanks that she may fill.
"""

from typing import Final

from counselling.language.marks import N_
from counselling.session.consent_form import GAP, Form

SECTIONS: Final = {
    "how": (N_("letters.session.how"), N_("letters.session.how.text")),
    "identity": (N_("letters.session.identity"), N_("letters.session.identity.text")),
    "place": (N_("letters.session.place"), N_("letters.session.place.text")),
    "privacy": (N_("letters.session.privacy"), N_("letters.session.privacy.text")),
    "data_path": (N_("letters.session.data_path"), N_("letters.session.data_path.text")),
    "limits": (N_("letters.session.limits"), N_("letters.session.limits.text")),
    "failure": (N_("letters.session.failure"), N_("letters.session.failure.text")),
    "distress": (N_("letters.session.distress"), N_("letters.session.distress.text")),
    "sharing": (N_("letters.session.sharing"), N_("letters.session.sharing.text")),
    "interpreter": (N_("letters.session.interpreter"), N_("letters.session.interpreter.text")),
    "cost": (N_("letters.session.cost"), N_("letters.session.cost.text")),
    "others": (N_("letters.session.others"), N_("letters.session.others.text")),
    "withdraw": (N_("letters.session.withdraw"), N_("letters.session.withdraw.text")),
}
STATEMENTS: Final = {
    "agree": N_("letters.session.statements.agree"),
    "pictures": N_("letters.session.statements.pictures"),
    "others": N_("letters.session.statements.others"),
}
RECORDED: Final = {
    "agree": "video",
    "pictures": "pictures",
    "others": "others",
}  # as the records, or what was signed, name the answer
TITLE: Final = N_("letters.session.title")
VERSION: Final = "2026.3"
EMERGENCY: Final = "112"
_CLINICS_OWN: Final = ("cost",)
_SHOWN: Final = tuple(told for name, told in SECTIONS.items() if name not in _CLINICS_OWN)

TELEHEALTH: Final = Form(
    id="telehealth",
    version=VERSION,
    title=TITLE,
    paragraphs=tuple(message for told in _SHOWN for message in told),
    questions=tuple((RECORDED[name], message) for name, message in STATEMENTS.items()),
    declaration=N_("letters.session.declaration"),
    headings=frozenset(title for title, _ in _SHOWN),
    blanks=(
        ("place", N_("letters.blank.place")),
        ("callback", N_("letters.blank.callback")),
    ),
    fields={
        "address": "formal",  # how the page itself speaks
        "gender": "unknown",
        "reader": "patient",
        "place": GAP,
        "callback": GAP,
        "emergency": EMERGENCY,
        "has_interpreter": "no",
        "interpreter": "",
        "has_servers": "no",
        "servers": "",
    },
)

BEFOREHAND: Final = (TELEHEALTH,)  # what can be signed while nobody is there to explain it
