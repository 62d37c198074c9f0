import pytest

from counselling.interview.weights import weights
from counselling.pedigree.answers import Topic


@pytest.mark.parametrize("topic", Topic)
def test_every_topic_has_a_weight(topic: Topic) -> None:
    assert weights().of(topic).value > 0


def test_every_number_says_whose_it_is_and_why() -> None:
    table = weights()
    rows = [*table.near.values(), *table.topic.values(), table.undecided, table.same_person]
    assert {row.status for row in rows} == {"design", "own"}
    assert all(row.reason for row in rows)


def test_the_weights_of_the_design_stand_as_they_were_specified() -> None:
    table = weights()
    near = {name: row.value for name, row in table.near.items() if row.status == "design"}
    facts = {name: row.value for name, row in table.topic.items() if row.status == "design"}
    assert near == {"first": 4, "second": 2, "third": 1}
    assert facts == {
        "existence": 4, "cancer": 4, "site": 4, "onset": 3, "age": 2, "laterality": 2,
        "source": 1, "cause": 1,
    }  # fmt: skip
    assert (table.undecided.value, table.same_person.value) == (2, 3)
