"""All that a message can say, written out for whoever reviews a wording."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counselling.language.messages import fill, parse
from counselling.language.readings import Reading, readings, written_out
from tests.conftest import catalogue


def test_plain_words_are_read_in_one_way() -> None:
    assert readings("A gene is a plan.", catalogue("en")) == (Reading((), "A gene is a plan."),)


def test_blanks_are_named_with_their_case() -> None:
    (only,) = readings("{name}, ask {relative.dative}.", catalogue("en"))
    assert only.text == "[name], ask [relative, dative]."


@pytest.mark.parametrize(
    ("code", "numbers"),
    [("en", ["1", "2"]), ("pl", ["1", "2", "5", "0,5"]), ("sl", ["1", "2", "3", "5"])],
)
def test_each_plural_form_is_read_with_the_smallest_number_that_has_it(
    code: str, numbers: list[str]
) -> None:
    words = catalogue(code)
    forms = ("one", "two", "few", "many", "other")
    message = "{count, plural, " + " ".join(f"{form} {{# {form}}}" for form in forms) + "}"
    found = readings(message, words)
    assert [each.when for each in found] == [(f"count {number}",) for number in numbers]
    for each, number in zip(found, numbers, strict=True):
        assert each.text.startswith(number)


def test_one_name_is_one_choice_wherever_it_stands() -> None:
    message = "{sex, select, female {She} other {He}} knows {sex, select, female {her} other {his}}"
    assert [each.text for each in readings(message, catalogue("en"))] == [
        "She knows her",
        "He knows his",
    ]


def test_number_that_is_asked_for_in_two_ways_is_one() -> None:
    message = "{count, select, 0 {None} other {Some}}: {count, plural, =0 {no} one {#} other {#}}"
    found = [each.text for each in readings(message, catalogue("en"))]
    assert found == ["None: no", "Some: 2", "Some: 1"]


def test_choice_within_a_branch_is_read_only_there() -> None:
    message = "{told, select, yes {Call {sex, select, female {her} other {him}}} other {Wait}}"
    found = [each.when for each in readings(message, catalogue("en"))]
    assert found == [("told yes", "sex female"), ("told yes", "sex other"), ("told other",)]


def test_of_many_choices_every_branch_is_read() -> None:
    keys = "abc"
    message = " ".join(f"{{{key}, select, one {{1}} two {{2}} other {{3}}}}" for key in keys)
    found = [each.text for each in readings(message, catalogue("en"))]
    assert found == ["1 1 1", "1 1 2", "1 1 3", "1 2 1", "1 3 1", "2 1 1", "3 1 1"]


def test_branch_that_only_two_choices_together_lead_to_is_read() -> None:
    address = "{address, select, informal {du} other {Sie}}"
    many = " ".join(f"{{{key}, select, one {{1}} two {{2}} other {{3}}}}" for key in "ab")
    message = f"{address} {many} {{told, select, yes {{ja}} other {{fragen {address}}}}}"
    found = [each.text for each in readings(message, catalogue("de"))]
    assert len(found) < 12
    assert [text for text in found if "fragen Sie" in text]
    assert [text for text in found if "fragen du" in text]


def test_condition_keeps_its_direction_before_words_that_run_the_other_way() -> None:
    message = "{sex, select, female {هي} other {هو}}"
    first, second = written_out(message, catalogue("ar")).splitlines()
    assert first == "\u2068(sex female)\u2069 هي"
    assert second.endswith("هو")


@settings(max_examples=400)
@given(st.data())
def test_every_sentence_that_a_letter_says_is_one_of_its_readings(data: st.DataObject) -> None:
    """Held against the messages of all languages, filled as letters fill them."""
    words = catalogue(data.draw(st.sampled_from(("en", "de", "pl", "ar", "sl"))))
    key = data.draw(st.sampled_from(sorted(words.raw)))
    found = readings(words.raw[key], words)
    each = data.draw(st.sampled_from(found))
    said = fill(
        parse(words.raw[key]),
        _Fields(each),
        plural_form=words.locale.plural_form,
        number=words.number,
    )
    assert "".join(map(str, said)) == each.text


class _Fields(dict[str, object]):
    """Fields of which every blank is its own name, and every choice what a reading says."""

    def __init__(self, reading: Reading) -> None:
        super().__init__()
        self._told = dict(each.rsplit(" ", 1) for each in reading.when)

    def __missing__(self, name: str) -> object:
        told = self._told.get(name.replace("_", " "))
        if told is None:
            return _Blank(name)
        try:
            return _counted(name, float(told.replace(",", ".")))
        except ValueError:
            return _Key(name, told)


class _Blank:
    """A blank, whatever case it is asked for in."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __call__(self, case: str) -> str:
        return f"[{self._name}, {case}]" if case else f"[{self._name}]"


class _Key(_Blank):
    """What a select is asked by, which may be a blank as well."""

    def __init__(self, name: str, key: str) -> None:
        super().__init__(name)
        self._key = key

    def __str__(self) -> str:
        return self._key


def _counted(name: str, number: float) -> object:
    """What a plural is asked by, likewise: a whole number where it is one."""
    value = int(number) if number.is_integer() else number
    kind = type("_Counted", (type(value),), {"__call__": lambda _, case: _Blank(name)(case)})
    counted: object = kind(value)
    return counted
