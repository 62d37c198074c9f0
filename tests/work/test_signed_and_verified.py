"""A consent signed in a session is verified afterwards, at the desk and without one."""

import datetime
import json
import os
from dataclasses import replace
from pathlib import Path

import pytest

from app.__main__ import main
from counselling.records.papers import consents, documents
from counselling.records.papers.consents import Scope
from counselling.session.consent import text_hash
from counselling.session.signing import Signing
from counselling.work.consents.consent_evidence import evidence
from counselling.work.desk import Desk
from tests.work.conftest import PASSPHRASE

AT = datetime.datetime(2026, 11, 29, 10, 4, tzinfo=datetime.UTC)


@pytest.fixture
def family(desk: Desk, folder: Path) -> str:
    assert folder.is_dir()
    return next(one.id for one in desk.families.summaries() if "BOC" in one.name)


def _sign(desk: Desk, family: str, language: str) -> Signing:
    """What the session page does when a patient answers and signs."""
    forms = desk.hearing.consents
    signing = Signing(forms.text(forms.forms[0].id, language=language))
    for question, _ in signing.text.questions:
        yes = question != "family_contact"
        signing = signing.answered(signing.text.form, question, is_yes=yes)
    consent = signing.signed(signing.text.text_hash, "Anna Berg", ((1, 2, 3, 4),), at=AT)
    forms.keep(family, consent, signing.text, person="")
    return signing


@pytest.mark.parametrize("language", ["en", "ar"])
def test_what_was_signed_is_verified_at_the_desk_and_counts(
    desk: Desk, family: str, language: str
) -> None:
    signing = _sign(desk, family, language)
    (told,) = desk.safekeeping.consents.signed(family)
    assert (told.is_true, told.language, told.strokes) == (True, language, 1)
    assert told.text_hash == text_hash(signing.text.words)
    assert dict(told.answers) == {q: q != "family_contact" for q, _ in signing.text.questions}
    now = consents.now(desk.unlock.vault, family)
    assert consents.may(now, told.person, Scope.TEST_SAMPLE)
    assert not consents.may(now, told.person, Scope.FAMILY_CONTACT)


def test_the_command_line_says_the_same_and_leaves_with_zero(
    desk: Desk, family: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _sign(desk, family, "de")
    desk.unlock.lock()
    assert _evidence(folder, family) == 0
    (told,) = json.loads(capsys.readouterr().out)["signed"]
    assert (told["true"], told["language"], told["method"]) == (True, "de", "drawn")
    assert "Anna" not in json.dumps(told)


def test_words_that_were_changed_are_found_everywhere(
    desk: Desk, family: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    signing = _sign(desk, family, "en")
    vault = desk.unlock.vault
    kept = documents.listing(vault, family)[0]
    consent = signing.signed(signing.text.text_hash, "Anna Berg", (), at=AT)
    other = replace(signing.text, declaration="Something else.")
    forged = documents.NewDocument(
        family, kept.kind, kept.media_type, evidence(consent, other), "en", kept.person
    )
    documents.store(vault, forged)
    truths = [one.is_true for one in desk.safekeeping.consents.signed(family)]
    assert truths == [False, True]
    desk.unlock.lock()
    assert _evidence(folder, family) == 1
    assert [one["true"] for one in json.loads(capsys.readouterr().out)["signed"]] == truths


def _evidence(folder: Path, family: str) -> int:
    reading, writing = os.pipe()
    os.write(writing, f"{PASSPHRASE}\n".encode())
    os.close(writing)
    words = ["vault", "evidence", str(folder), "--family", family, "--json"]
    try:
        return main([*words, "--no-keyring", "--secret-fd", str(reading)])
    finally:
        os.close(reading)
