"""The forms that can be signed in a session: to the test, and to what else becomes of her data."""

from typing import Final

from counselling.pedigree.coming_of_age import ChildAges, Maturity
from counselling.session import pretest, sharing
from counselling.session.consent_form import Form

OFFERED: Final = (pretest.KIND_ID, sharing.KIND_ID)


def form_for(form: str, maturity: Maturity, ages: ChildAges, *, clinic: str = "") -> Form:
    """Return a form as somebody of an age is asked. form: one of OFFERED. Raises KeyError.

    clinic: its name.
    """
    made = {
        pretest.KIND_ID: pretest.pretest(maturity, ages),
        sharing.KIND_ID: sharing.sharing(clinic),
    }
    return made[form]
