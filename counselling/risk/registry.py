"""All risk models: a new model is one file in risk/models and one line here for each cancer."""

from typing import Final, Protocol, runtime_checkable

from counselling.errors import RiskInputError
from counselling.pedigree.family import Family
from counselling.risk.model import RiskModel
from counselling.risk.models import cdh1, cdkn2a, lynch, ovarian_panel, pten, stk11, tp53
from counselling.risk.models.breast_panel import BreastPanel
from counselling.risk.models.hereditary_breast_ovarian import GENES, HereditaryBreastOvarian
from counselling.risk.organs import cancer_of
from counselling.risk.scope import BREAST_SCOPE
from counselling.risk.syndrome import SyndromePanel

MODELS: Final[tuple[RiskModel, ...]] = (
    HereditaryBreastOvarian(),
    BreastPanel(),
    lynch.COLORECTAL_MODEL,
    lynch.ENDOMETRIUM_MODEL,
    lynch.OVARY_MODEL,
    lynch.STOMACH_MODEL,
    ovarian_panel.OVARY_MODEL,
    tp53.BREAST_MODEL,
    tp53.SARCOMA_MODEL,
    cdh1.STOMACH_MODEL,
    cdh1.BREAST_MODEL,
    pten.BREAST_MODEL,
    pten.THYROID_MODEL,
    stk11.BREAST_MODEL,
    cdkn2a.MELANOMA_MODEL,
)


@runtime_checkable
class Selective(Protocol):
    """A model that is of use to some families only: it can say which."""

    name: str

    @property
    def is_usual(self) -> bool:
        """Whether it may be asked where no model was chosen."""
        ...

    def concerned(self, family: Family) -> int:
        """How many people it has something to go by."""
        ...


def takes_long(model: RiskModel) -> bool:
    """Whether a model's interval takes so long that the estimate is worth telling first."""
    return getattr(model, "takes_long", False) is True


def reads_tumours(model: RiskModel) -> bool:
    """Whether the receptor and grade of a breast cancer count in a model."""
    return getattr(model, "reads_tumours", False) is True


def find(name: str) -> RiskModel:
    """Return the model of this name. Raises RiskInputError("risk.unknown_model", field="model")."""
    for model in MODELS:
        if model.name == name:
            return model
    known = ", ".join(model.name for model in MODELS)
    raise RiskInputError("risk.unknown_model", field="model", model=name, known=known)


def distinct() -> tuple[RiskModel, ...]:
    """Return one model for each set of hazards: those of one syndrome differ in what they show."""
    first: dict[object, RiskModel] = {}
    for model in MODELS:
        first.setdefault(model.syndrome if isinstance(model, SyndromePanel) else model, model)
    return tuple(first.values())


def concerning(family: Family) -> tuple[RiskModel, ...]:
    """Return the models with something to go by in a family; those of breast cancer always."""
    return tuple(
        model for model in MODELS if not isinstance(model, Selective) or model.concerned(family) > 0
    )


def usual(family: Family) -> RiskModel:
    """Return the model to ask where none was chosen: the first, unless more people have what only
    another one reads."""
    first = sum(
        bool({cancer_of(d.condition) for d in person.diagnoses} & BREAST_SCOPE.all)
        or any(test.gene in GENES for test in person.tests)
        for person in family.persons
    )
    best = max(
        (model for model in MODELS if isinstance(model, Selective) and model.is_usual),
        key=lambda model: model.concerned(family),
    )
    return find(best.name) if best.concerned(family) > first else MODELS[0]
