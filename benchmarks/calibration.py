"""Every model beside what is published: the nations' incidence, and carriers' cumulative risks."""

from collections.abc import Mapping

from counselling.risk.calibration import STUDIED, calibration
from counselling.work.risk.check_model import calibrated, checked_models, checked_table, everywhere


def measure() -> Mapping[str, object]:
    """Measure all models of the registry that show whom they reckon with, in all countries."""
    return {
        name: checked_table(calibration(calibrated(name), STUDIED), everywhere(name))
        for name in checked_models()
    }
