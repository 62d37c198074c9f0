"""All risk models: a new model is one file in risk/models and one line here."""

from typing import Final

from counselling.errors import RiskInputError
from counselling.risk.model import RiskModel
from counselling.risk.models.breast_panel import BreastPanel
from counselling.risk.models.hereditary_breast_ovarian import HereditaryBreastOvarian

MODELS: Final[tuple[RiskModel, ...]] = (HereditaryBreastOvarian(), BreastPanel())


def find(name: str) -> RiskModel:
    """Return the model of this name. Raises RiskInputError("risk.unknown_model", field="model")."""
    for model in MODELS:
        if model.name == name:
            return model
    known = ", ".join(model.name for model in MODELS)
    raise RiskInputError("risk.unknown_model", field="model", model=name, known=known)
