"""The clinic's reviewer signs a letter's wording off; other words are unreviewed at once."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from counselling.errors import LetterError, VaultError
from counselling.language.catalogue import Catalogue
from counselling.letters.registry import find
from counselling.letters.wording_hash import wording
from counselling.records.audit import audit
from counselling.records.folder.memory import memory_vault
from counselling.records.vault.acts import REFUSED, Actor, Role
from counselling.records.vault.vault import Vault
from counselling.work.letters.review_letters import (
    Standing,
    reviewer,
    sign,
    standing,
    whole,
    withdraw,
)
from tests.letters.conftest import words

ENGLISH, POLISH = words("en"), words("pl")
NOW = datetime(2026, 11, 29, 9, 0, tzinfo=UTC)


def vault_of(role: Role) -> Vault:
    return memory_vault(actor=Actor("berta", role), now=lambda: NOW)


@pytest.fixture
def vault() -> Iterator[Vault]:
    with vault_of(Role.COUNSELLOR) as made:
        yield made


def of(vault: Vault, kind: str, tongue: Catalogue) -> Standing:
    return next(one.standing for one in standing(vault, tongue) if one.kind == kind)


def sign_off(vault: Vault, tongue: Catalogue) -> None:
    """Read the summary's wording, and sign it."""
    sign(vault, "summary", tongue, seen=whole("summary", tongue, ENGLISH).wording)


def other(tongue: Catalogue, message: str = "letters.summary.title") -> Catalogue:
    return replace(tongue, raw={**tongue.raw, message: "Other words"})


def test_nothing_is_reviewed_until_somebody_signs(vault: Vault) -> None:
    assert {one.standing for one in standing(vault, POLISH)} == {Standing.UNREVIEWED}
    assert reviewer(vault, "summary", POLISH) is None


def test_a_signature_holds_for_its_kind_and_language_alone(vault: Vault) -> None:
    sign_off(vault, POLISH)
    found = {one.kind: one for one in standing(vault, POLISH)}
    assert found["summary"].standing is Standing.REVIEWED
    assert (found["summary"].reviewer, found["summary"].at) == ("berta", NOW)
    assert reviewer(vault, "summary", POLISH) == "berta"
    assert of(vault, "invitation", POLISH) is Standing.UNREVIEWED
    assert of(vault, "summary", ENGLISH) is Standing.UNREVIEWED


def test_what_is_read_is_all_that_the_signature_is_over() -> None:
    read = whole("summary", POLISH, ENGLISH)
    assert read.wording == wording(find("summary"), POLISH)
    told = {one.text: one.beside for one in read.sentences}
    title = "letters.summary.title"
    assert told[POLISH.raw[title]] == ENGLISH.raw[title]
    mother = "\u2068(address informal)\u2069 twoja matka\n\u2068(address other)\u2069 matka"
    assert mother in told
    assert POLISH.raw["letters.check.jargon"] in told
    assert POLISH.raw["letters.kit.title"] not in told  # of another letter


def test_other_words_are_unreviewed_and_the_old_ones_reviewed_still(vault: Vault) -> None:
    sign_off(vault, POLISH)
    assert of(vault, "summary", other(POLISH)) is Standing.CHANGED
    assert reviewer(vault, "summary", other(POLISH)) is None
    assert reviewer(vault, "summary", POLISH) == "berta"
    assert of(vault, "summary", other(POLISH, "letters.kit.title")) is Standing.REVIEWED


def test_a_signature_can_be_taken_back_and_given_again(vault: Vault) -> None:
    sign_off(vault, POLISH)
    withdraw(vault, "summary", POLISH)
    assert reviewer(vault, "summary", POLISH) is None
    with pytest.raises(LetterError, match="not_reviewed"):
        withdraw(vault, "summary", POLISH)
    sign_off(vault, POLISH)
    assert reviewer(vault, "summary", POLISH) == "berta"


def test_what_changed_since_it_was_read_is_not_signed(vault: Vault) -> None:
    seen = next(one.wording for one in standing(vault, POLISH) if one.kind == "summary")
    with pytest.raises(LetterError, match="wording_changed"):
        sign(vault, "summary", other(POLISH), seen=seen)
    assert of(vault, "summary", POLISH) is Standing.UNREVIEWED


def test_nobody_signs_what_she_did_not_read(vault: Vault) -> None:
    with pytest.raises(LetterError, match="wording_changed"):
        sign(vault, "summary", POLISH, seen="")


def test_an_unknown_kind_is_refused(vault: Vault) -> None:
    for deed in (withdraw, lambda *told: sign(*told, seen="")):
        with pytest.raises(LetterError, match="unknown_kind"):
            deed(vault, "poem", POLISH)


@pytest.mark.parametrize("role", [Role.NURSE, Role.READER])
def test_who_may_not_is_refused_and_a_row_says_so(role: Role) -> None:
    with vault_of(role) as vault:
        with pytest.raises(VaultError, match="not_allowed"):
            sign_off(vault, POLISH)
        assert of(vault, "summary", POLISH) is Standing.UNREVIEWED
        (row,) = [row for row in audit.each(vault) if row.action == "review"]
        assert row.outcome == REFUSED


def test_signing_and_taking_back_stand_in_the_audit(vault: Vault) -> None:
    sign_off(vault, POLISH)
    withdraw(vault, "summary", POLISH)
    rows = [row.target for row in audit.each(vault) if row.action == "review"]
    assert rows == ["letter_review/summary/pl"] * 2
