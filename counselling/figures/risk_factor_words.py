"""A risk factor as CanRisk's files write it (menarche=13, oc_use=F:4), in words."""

from collections.abc import Mapping
from typing import Final

from counselling.language.catalogue import Catalogue
from counselling.language.marks import N_

_PLAIN: Final[Mapping[str, str]] = {
    "menarche": N_("factor.menarche"),
    "parity": N_("factor.parity"),
    "first_live_birth": N_("factor.first_live_birth"),
    "bmi": N_("factor.bmi"),
    "alcohol": N_("factor.alcohol"),
    "height": N_("factor.height"),
    "menopause": N_("factor.menopause"),
    "birads": N_("factor.birads"),
}
# Written as a letter, with the years behind a colon.
_CODED: Final[Mapping[str, str]] = {
    "oc_use": N_("factor.oc_use"),
    "mht_use": N_("factor.mht_use"),
}
_USES: Final = "NFCE"


def factor_words(key: str, value: str, words: Catalogue) -> str:
    """Say a risk factor; one whose name or code is not known is told as it was written."""
    name = key.lower()
    code, _, years = value.partition(":")
    if name in _CODED and code in _USES and (not years or years.isdecimal()):
        return words.say(_CODED[name], use=code, years=int(years or 0))
    if name in _PLAIN and value and value != "N":
        return words.say(_PLAIN[name], told=value)
    return words.say(N_("factor.other"), name=key.replace("_", " "), told=value)
