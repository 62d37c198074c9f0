"""From hazards to risks by age: with competing death or as if nobody died of anything else."""

from dataclasses import dataclass

import numpy as np

from counselling.genetics.arrays import Floats


@dataclass(frozen=True, slots=True)
class Futures:
    """The years between two birthdays worked out once, for every span that lies in them.

    free: probability to be free of the cancer, were one immortal; ended: to have fallen ill before
    anything else; both from the first birthday, shape (years + 1, draws, groups). alive: to have
    died of nothing else, shape (years + 1,). first_age: the birthday at place 0.
    """

    free: Floats
    ended: Floats
    alive: Floats
    first_age: int

    @classmethod
    def between(
        cls, first_age: int, last_age: int, *, cumulative: Floats, mortality: Floats
    ) -> "Futures":
        """Work out the years.

        cumulative: as for `net_risk`. mortality: yearly rates of death from all causes, shape
        (years,), 1/year; the deaths from this cancer are in it, so that risks come out slightly
        low. Both hazards are constant within a year, so each year's part is exact:
        share alive and well x h / (h + m) x (1 - exp(-(h + m))). Source: Gaynor et al. 1993,
        J Am Stat Assoc 88:400 (crude cumulative incidence).
        """
        gathered = cumulative[first_age : last_age + 1] - cumulative[first_age]
        death = mortality[first_age:last_age]
        free = np.exp(-gathered)
        alive = np.exp(-np.concatenate([[0.0], np.cumsum(death)]))
        hazard = np.diff(gathered, axis=0)
        both = hazard + death[:, None, None]
        part = np.divide(hazard, both, where=both > 0, out=np.zeros_like(both))
        part *= -np.expm1(-both)
        part *= free[:-1]
        part *= alive[:-1, None, None]
        ended = np.zeros_like(free)
        np.cumsum(part, axis=0, out=ended[1:])
        return cls(free, ended, alive, first_age)

    def moved(self, weights: Floats, from_age: int, to_age: int) -> Floats:
        """Return the groups' probabilities at another age, free of the cancer; (draws, groups).

        P(group | free at b) is P(group | free at a) x P(free from a to b), scaled to sum to 1,
        backwards as forwards.
        """
        weights = weights * self.free[to_age - self.first_age]
        weights = weights / self.free[from_age - self.first_age]
        scaled: Floats = weights / weights.sum(axis=-1, keepdims=True)
        return scaled

    def net(self, weights: Floats, from_age: int, to_age: int) -> Floats:
        """Probability of the cancer if nothing else could end the life, shape (draws,).

        weights: shape (draws, groups), at from_age and free of the cancer.
        """
        first, last = self.free[from_age - self.first_age], self.free[to_age - self.first_age]
        risk: Floats = (weights * (1 - last / first)).sum(axis=-1)
        return risk

    def crude(self, weights: Floats, from_age: int, to_age: int) -> Floats:
        """Probability of the cancer when death may come first, shape (draws,); as `net`."""
        first, last = from_age - self.first_age, to_age - self.first_age
        ended = (self.ended[last] - self.ended[first]) / self.free[first] / self.alive[first]
        risk: Floats = (weights * ended).sum(axis=-1)
        return risk


def net_risk(cumulative: Floats, weights: Floats, *, from_age: int, to_age: int) -> Floats:
    """Probability of the cancer by each birthday if nothing else could end the life.

    cumulative: shape (years + 1, draws, groups), hazard gathered by each birthday. weights:
    shape (draws, groups), probability of each group today, at from_age and free of the cancer.
    Returns shape (to_age - from_age + 1, draws); starts at 0, never falls.
    """
    gathered = cumulative[from_age : to_age + 1] - cumulative[from_age]
    risk: Floats = (weights * -np.expm1(-gathered)).sum(axis=-1)
    return risk
