"""Tickets of letters: eight letters there and back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counselling.records.search.tickets import id_beginning, ticket


@given(st.binary(min_size=16, max_size=16))
def test_ticket_leads_back_to_the_beginning_of_the_id(raw: bytes) -> None:
    document = raw.hex()
    told = ticket(document)
    assert len(told) == 9
    assert document.startswith(id_beginning(told))
    assert id_beginning(told.lower().replace("-", "")) == id_beginning(told) != ""


def test_letters_that_are_misread_mean_the_digit() -> None:
    assert id_beginning("O1IL-0000") == id_beginning("0111-0000")


@pytest.mark.parametrize(
    "typed", ["", "7K3M", "UUUU-UUUU", "7K3M-9QRTX", "\U0001d7d9" * 8, "ß" * 8]
)
def test_other_text_is_no_ticket(typed: str) -> None:
    assert id_beginning(typed) == ""
