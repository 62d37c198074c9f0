"""`consultand vault search`: who is meant, without a desk."""

import io
import os
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest

from counselling.records.folder.folder import open_vault
from counselling.records.vault.acts import Actor, Role
from counselling.records.ways.way import Proof
from counselling.work.vault import keep_vault
from tests.app.conftest import Run, Said
from tests.records.search_step import prepared, taken
from tests.records.test_search import FAMILY

PASSPHRASE = "four goats sing softly"
NOW = partial(datetime.now, UTC)

Search = Callable[..., Said]


@pytest.fixture
def search(run: Run, tmp_path: Path) -> Search:
    """Search a vault with one family, the passphrase through a pipe."""
    folder = tmp_path / "clinic.vault"
    owner = Actor("anna", Role.ADMINISTRATOR)
    keep_vault.create(folder, PASSPHRASE, owner=owner, device=None, now=NOW)
    with open_vault(folder, proof=Proof(passphrase=PASSPHRASE), now=NOW) as vault:
        taken(prepared(vault), FAMILY)

    def call(*words: str, deed: str = "search") -> Said:
        read, write = os.pipe()
        try:
            os.write(write, f"{PASSPHRASE}\n".encode())
            os.close(write)
            return run("vault", deed, folder, *words, "--secret-fd", read, "--no-keyring", "--json")
        finally:
            os.close(read)

    return call


def test_person_is_told_with_what_she_was_found_by(search: Search) -> None:
    said = search("eva", "Brustkrebs")
    assert said.code == 0, said.err
    (hit,) = said.json["hits"]
    assert (hit["person"], hit["name"], hit["birth_year"]) == ("eva", "Eva Stein", 1972)
    assert (hit["family_name"], len(hit["family"])) == ("Lindqvist", 32)
    assert {"why": "diagnosis", "text": "breast"} in hit["reasons"]


@pytest.mark.parametrize("words", [("nobody",), ('"', "NEAR(", "OR"), ("-",)])
def test_nobody_is_an_answer_and_no_text_an_error(search: Search, words: tuple[str, ...]) -> None:
    said = search(*words)
    assert (said.code, said.json) == (0, {"hits": []})


def test_without_words_one_line_is_read(search: Search, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("van der berg\nstein\n"))
    assert [hit["name"] for hit in search().json["hits"]] == ["Jan van der Berg"]


def test_words_are_refused_where_nothing_is_sought(search: Search) -> None:
    said = search("stein", deed="verify")
    assert (said.code, said.out) == (2, "")
    assert "stein" not in said.err
