import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from counselling.errors import VaultError
from counselling.records.audit import audit
from counselling.records.folder.memory import memory_vault
from counselling.records.log import families
from counselling.records.papers import sessions
from counselling.records.vault.vault import Vault
from tests.families.builders import trio
from tests.records.conftest import ANNA, stepping_clock


@pytest.fixture
def family(vault: Vault) -> str:
    return families.adopt(vault, trio())


def test_a_session_knows_when_with_whom_and_for_whom(vault: Vault, family: str) -> None:
    session = sessions.get(vault, sessions.begin(vault, family, person="child"))
    assert (session.family, session.person, session.counsellor) == (family, "child", "anna")
    assert session.ended_at is None
    assert not session.figures


def test_an_ended_session_keeps_its_figures_and_ends_once(vault: Vault, family: str) -> None:
    session = sessions.begin(vault, family)
    figures = {"seconds": 61.5, "frames": 1800, "codec": "VP8"}
    ended = sessions.end(vault, session, figures=figures)
    assert ended == sessions.get(vault, session)
    assert ended.figures == figures
    assert ended.ended_at is not None
    assert ended.ended_at > ended.started_at
    with pytest.raises(VaultError) as refused:
        sessions.end(vault, session, figures={})
    assert refused.value.message_id == "vault.session_ended"
    assert sessions.get(vault, session) == ended


def test_figures_are_kept_while_a_session_goes_on_and_not_after_its_end(
    vault: Vault, family: str
) -> None:
    session = sessions.begin(vault, family)
    for seconds in (30, 60):
        sessions.keep_figures(vault, session, figures={"seconds": seconds})
    kept = sessions.get(vault, session)
    assert (kept.figures, kept.ended_at) == ({"seconds": 60}, None)
    row = audit.rows(vault)[0]
    assert (row.action, row.target) == ("change", f"session/{session}/figures")
    ended = sessions.end(vault, session, figures={"seconds": 71})
    with pytest.raises(VaultError) as refused:
        sessions.keep_figures(vault, session, figures={"seconds": 90})
    assert refused.value.message_id == "vault.session_ended"
    assert sessions.get(vault, session) == ended


def test_the_last_session_is_listed_first(vault: Vault, family: str) -> None:
    first, second = (sessions.begin(vault, family) for _ in range(2))
    assert [session.id for session in sessions.listing(vault, family)] == [second, first]


def test_notes_are_saved_as_they_are_typed_and_go_on_after_the_end(
    vault: Vault, family: str
) -> None:
    session = sessions.begin(vault, family)
    sessions.save_notes(vault, session, text="aunt with br")
    sessions.end(vault, session, figures={})
    saved = sessions.save_notes(vault, session, text="aunt with breast cancer at 42")
    assert saved == sessions.notes(vault, session)
    assert saved.revision == 2


def test_the_same_notes_again_write_nothing(vault: Vault, family: str) -> None:
    session = sessions.begin(vault, family)
    sessions.save_notes(vault, session, text="same")
    before = audit.head(vault)
    assert sessions.save_notes(vault, session, text="same").revision == 1
    assert audit.head(vault) == before


def test_a_save_that_empties_the_notes_loses_no_word(vault: Vault, family: str) -> None:
    session = sessions.begin(vault, family)
    sessions.save_notes(vault, session, text="one hour of listening")
    sessions.save_notes(vault, session, text="")
    assert sessions.notes(vault, session).text == ""
    assert sessions.notes_at(vault, session, revision=1).text == "one hour of listening"


def test_words_put_in_and_taken_out_in_the_middle_can_be_traced(vault: Vault, family: str) -> None:
    session = sessions.begin(vault, family)
    texts = (
        "aunt ill, uncle well",
        "aunt very ill, uncle well",
        "aunt ill, uncle well",
        "aunt well",
    )
    for text in texts:
        sessions.save_notes(vault, session, text=text)
    traced = [sessions.notes_at(vault, session, revision=n).text for n in (1, 2, 3, 4)]
    assert tuple(traced) == texts


def test_half_a_character_does_not_cost_the_rest_of_the_note(vault: Vault, family: str) -> None:
    session = sessions.begin(vault, family)
    assert (
        sessions.save_notes(vault, session, text="her \ud83d\ude00 \ud83d").text == "her 😀 \ufffd"
    )


@settings(max_examples=60, suppress_health_check=list(HealthCheck))
@given(st.lists(st.text("aä\0😀\n", max_size=30) | st.text("ab", max_size=6), max_size=12))
def test_every_revision_of_the_notes_can_be_read_again(texts: list[str]) -> None:
    with memory_vault(actor=ANNA, now=stepping_clock()) as vault:
        session = sessions.begin(vault, families.adopt(vault, trio()))
        said = {0: ""}
        for text in texts:
            notes = sessions.save_notes(vault, session, text=text)
            said[notes.revision] = text
        for revision, text in said.items():
            assert sessions.notes_at(vault, session, revision=revision).text == text


def test_unknown_families_and_sessions_are_told(vault: Vault) -> None:
    with pytest.raises(VaultError) as family:
        sessions.begin(vault, "nobody")
    with pytest.raises(VaultError) as session:
        sessions.save_notes(vault, "none", text="lost?")
    assert (family.value.message_id, session.value.message_id) == (
        "vault.no_such_family",
        "vault.no_such_session",
    )


def test_looking_at_notes_is_written_down_with_whose_they_are(vault: Vault, family: str) -> None:
    session = sessions.begin(vault, family)
    sessions.notes(vault, session)
    row = audit.rows(vault)[0]
    assert (row.action, row.target) == ("view", f"session/{session}/notes")
    assert row.subject == vault.subject(family)
