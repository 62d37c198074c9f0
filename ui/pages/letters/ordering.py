"""The letter that the form asks for."""

from counselling.letters.order import Order
from counselling.letters.page import Size
from counselling.letters.template import Audience, Template
from ui.pages.letters.state import USUAL_KIND, LettersState


def order_of(state: LettersState, family: str, template: Template, *, own: str) -> Order:
    """Return the letter that a state asks for. own: the counsellor's language."""
    return Order(
        family,
        state.kind,
        state.language,
        state.country,
        person=state.person,
        own=own,
        address=state.address,
        size=Size.LARGE if state.is_large else Size.USUAL,
        filled=state.blanks,
        agreed=state.steps if state.kind == USUAL_KIND else (),
        supposed=state.supposed if state.has_comparison else None,
        post=state.lines if template.audience is Audience.PATIENT else None,
    )
