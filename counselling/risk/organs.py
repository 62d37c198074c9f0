"""Which words of a pedigree mean which cancer, and which operations take which organ."""

from collections.abc import Mapping
from typing import Final

from counselling.pedigree.person import Diagnosis, Person
from counselling.pedigree.terms import BREAST, OVARY, PANCREAS, PROSTATE
from counselling.shorthand.registry import LANGUAGES, lexicon

COLORECTAL: Final = "colorectal"
ENDOMETRIUM: Final = "endometrium"
STOMACH: Final = "stomach"
SMALL_BOWEL: Final = "small_bowel"
BILIARY: Final = "biliary"  # gallbladder and bile ducts
BRAIN: Final = "brain"
BLADDER: Final = "bladder"
MELANOMA: Final = "melanoma"
THYROID: Final = "thyroid"
KIDNEY: Final = "kidney"
SARCOMA: Final = "sarcoma"  # of soft tissue
BONE: Final = "bone"

# Conditions are kept in the words in which they were told, by files and by hand. "Womb" counts as
# endometrium: nineteen in twenty cancers of the uterus other than its neck arise there.
_TOLD: Final[Mapping[str, tuple[str, ...]]] = {
    BREAST: ("brustkrebs", "mammakarzinom"),
    OVARY: ("ovarian", "eierstockkrebs", "ovarialkarzinom"),
    PROSTATE: ("prostatic", "prostatakrebs", "prostatakarzinom"),
    PANCREAS: ("pancreatic", "bauchspeicheldrüsenkrebs", "pankreaskarzinom"),
    COLORECTAL: (
        "colorectal", "colon", "rectal", "rectum", "bowel", "large bowel", "caecum", "sigmoid",
        "crc", "colonic", "colorectum",
        "darmkrebs", "dickdarmkrebs", "rektumkarzinom", "kolonkarzinom", "krk", "enddarmkrebs",
        "kolorektales karzinom", "mastdarmkrebs",
    ),
    ENDOMETRIUM: (
        "endometrial", "endometrium", "uterine", "uterus", "womb", "corpus uteri",
        "endometriumkarzinom", "gebärmutterkrebs", "uteruskarzinom", "korpuskarzinom",
        "gebärmutterkörperkrebs",
    ),
    STOMACH: ("gastric", "stomach", "magenkrebs", "magenkarzinom"),
    SMALL_BOWEL: (
        "small-bowel", "small bowel", "small intestine", "duodenal", "duodenum", "jejunum", "ileum",
        "dünndarmkrebs", "dünndarmkarzinom", "duodenalkarzinom",
    ),
    BILIARY: (
        "gallbladder", "bile-duct", "bile duct", "biliary", "cholangiocarcinoma",
        "gallenblasenkrebs", "gallengangskarzinom", "gallenblasenkarzinom", "gallengangskrebs",
    ),
    BRAIN: ("brain", "brain tumour", "glioma", "glioblastoma", "hirntumour", "gliom"),
    BLADDER: ("bladder", "urinary bladder", "blasenkrebs", "harnblasenkarzinom", "blasenkarzinom"),
    MELANOMA: ("melanoma", "malignant melanoma", "melanom", "malignes melanom"),
    THYROID: ("thyroid", "schilddrüsenkrebs", "schilddrüsenkarzinom"),
    KIDNEY: ("renal", "kidney", "nierenkrebs", "nierenzellkarzinom"),
    SARCOMA: (
        "sarcoma", "soft tissue sarcoma", "liposarcoma", "leiomyosarcoma", "rhabdomyosarcoma",
        "sarkom", "weichteilsarkom", "liposarkom", "leiomyosarkom", "rhabdomyosarkom",
    ),
    BONE: ("bone", "osteosarcoma", "knochenkrebs", "osteosarkom"),
}  # fmt: skip
_ENDINGS: Final = (" cancer", " carcinoma", " adenocarcinoma", " ca", "-ca", " malignancy")
_BEGINNINGS: Final = tuple(
    f"{what} of {the}"
    for what in ("cancer", "carcinoma", "ca", "malignant neoplasm", "malignant tumour")
    for the in ("the ", "")
)
_CANCER_OF: Final[Mapping[str, str]] = {
    **{code: code for code in _TOLD},
    **{word: cancer for cancer, words in _TOLD.items() for word in words},
}

# An operation takes the whole organ and with it, so it is assumed, all of the later risk.
_TAKEN: Final[Mapping[str, tuple[str, ...]]] = {
    "mastectomy": (BREAST,),
    "salpingo_oophorectomy": (OVARY,),
    "hysterectomy": (ENDOMETRIUM,),
    "colectomy": (COLORECTAL,),
    "proctocolectomy": (COLORECTAL,),
    "gastrectomy": (STOMACH,),
    "thyroidectomy": (THYROID,),
}


def cancer_of(condition: str) -> str:
    """Return the cancer that a told condition means to the models, "" for any other.

    Records are never rewritten: what an older family, a file or a clinic wrote in the words of a
    language that notes are typed in ("Mamma-Ca", "ov ca") is looked up there.
    """
    word = " ".join(condition.casefold().split()).replace("tumor", "tumour")
    return _in_full_words(word) or _in_words_of_notes(condition)


def _in_full_words(word: str) -> str:
    for beginning in ("", *_BEGINNINGS):
        for ending in ("", *_ENDINGS):
            cancer = _CANCER_OF.get(word.removeprefix(beginning).removesuffix(ending))
            if word.startswith(beginning) and word.endswith(ending) and cancer is not None:
                return cancer
    return ""


def _in_words_of_notes(condition: str) -> str:
    """What notes call one condition in one language only is none: "MC" is asked, never guessed."""
    names = (lexicon(language).name_told(condition) for language in LANGUAGES)
    found = {_in_full_words(name.casefold()) for name in names if name}
    return found.pop() if len(found) == 1 else ""


def first_cancer(person: Person, cancer: str) -> Diagnosis | None:
    """Return a person's earliest diagnosis of a cancer (unknown ages count as last)."""
    mine = [d for d in person.diagnoses if cancer_of(d.condition) == cancer]
    return min(mine, key=lambda d: d.age.low_years if d.age else float("inf"), default=None)


def taken_by(operation: str) -> tuple[str, ...]:
    """Return the cancers whose organ an operation takes, by the kind that it is recorded as."""
    return _TAKEN.get(operation.strip().casefold().replace(" ", "_"), ())


def has_lost(person: Person, cancer: str) -> bool:
    """Whether an operation took the organ of this cancer."""
    return any(cancer in taken_by(done.kind) for done in person.procedures)
