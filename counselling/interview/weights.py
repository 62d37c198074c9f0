"""How much each question counts, read from data/weights.toml; every number with its status."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from counselling.interview.gap import EXISTENCE
from counselling.pedigree.answers import Topic


@dataclass(frozen=True, slots=True)
class Weight:
    """One number. status: "design" as specified, "own" added by us; reason: why, in a line."""

    value: int
    status: str
    reason: str


@dataclass(frozen=True)
class Weights:
    """All of them. near: by how near a relative stands; topic: by Topic or "existence"."""

    near: Mapping[str, Weight]
    topic: Mapping[str, Weight]
    undecided: Weight
    same_person: Weight

    def of(self, topic: Topic) -> Weight:
        """Weight of what is asked."""
        own = self.topic.get(topic.value)
        return self.topic["existence"] if own is None and topic in EXISTENCE else self.topic[topic]


@cache
def weights() -> Weights:
    """Return the weights of this release."""
    text = (files("counselling.interview") / "data" / "weights.toml").read_text("utf-8")
    raw = tomllib.loads(text)
    rules = _weights(raw["rule"])
    return Weights(
        _weights(raw["near"]), _weights(raw["topic"]), rules["undecided"], rules["same_person"]
    )


def _weights(raw: Mapping[str, Mapping[str, object]]) -> Mapping[str, Weight]:
    found = {}
    for name, row in raw.items():
        value = row["weight"]
        assert isinstance(value, int)
        found[name] = Weight(value, str(row["status"]), str(row["for"]))
    return found
