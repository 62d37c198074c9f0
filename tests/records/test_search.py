"""Who is found by what is typed, why, and what is written down of it."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from counselling.errors import VaultLocked
from counselling.pedigree.family import Family
from counselling.pedigree.person import Diagnosis, GeneTest, PartialDate, Person
from counselling.pedigree.terms import TestResult
from counselling.records.index.condition_words import condition_words
from counselling.records.log import families
from counselling.records.papers import documents
from counselling.records.papers.documents import NewDocument
from counselling.records.search.search import Hit, Reason, Why, search, search_open
from counselling.records.search.tickets import ticket
from counselling.records.vault.acts import Transaction
from counselling.records.vault.vault import Vault
from tests.conftest import catalogue
from tests.records.search_step import SOMETHING, forgotten, prepared, taken

WORDS = condition_words(catalogue(code) for code in ("en", "de", "ar"))
TEST = GeneTest("BRCA1", TestResult.POSITIVE)
EVA = Person(
    "eva",
    name="Eva Stein",
    birth=PartialDate(1972, 5, 3),
    diagnoses=(Diagnosis("breast"), Diagnosis("Cowden syndrome")),
    tests=(TEST,),
    note="Pat.-Nr. 47.11.2233, AHV 756.1234.5678.97, operated 12.03.2019",
)
NAMES = (
    "Müller, Anna", "Jürgen Mueller", "Jan van der Berg", "Siobhán O'Brien", "Łukasz Wójcik",
    "Иван Щербаков", "Γεώργιος Παπαδόπουλος", "Anna Meier geb. Huber", "Jana Nováková",
)  # fmt: skip
FAMILY = Family(
    "f",
    name="Lindqvist",
    persons=(EVA, *(Person(f"p{n}", name=name) for n, name in enumerate(NAMES))),
    proband="eva",
)


@pytest.fixture
def filled(vault: Vault) -> tuple[Vault, str]:
    return vault, taken(prepared(vault), FAMILY)


def people(hits: tuple[Hit, ...]) -> list[str]:
    return [hit.name for hit in hits]


def written(vault: Vault) -> list[tuple[str, str]]:
    sql = "SELECT action, target FROM audit ORDER BY sequence"
    return vault.read(lambda connection: connection.rows(tuple[str, str], sql))


def by(hits: tuple[Hit, ...]) -> list[tuple[Why, str]]:
    return [(reason.why, reason.text) for hit in hits for reason in hit.reasons]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("mueller", ["Jürgen Mueller", "Müller, Anna"]),
        ("MULLER an", ["Müller, Anna"]),
        ("van der berg", ["Jan van der Berg"]),
        ("vanderberg jan", ["Jan van der Berg"]),
        ("van der", ["Jan van der Berg"]),
        ("o\u2019brien", ["Siobhán O'Brien"]),
        ("OBRIEN", ["Siobhán O'Brien"]),
        ("lukasz woj", ["Łukasz Wójcik"]),
        ("Shcherbakov ivan", ["Иван Щербаков"]),
        ("papadopulos", ["Γεώργιος Παπαδόπουλος"]),
        ("novák", ["Jana Nováková"]),
        ("nobody", []),
        ("mueller stein", []),
        ("", []),
        ("  \t ", []),
    ],
)
def test_names_are_found_however_they_are_spelled(
    filled: tuple[Vault, str], typed: str, found: list[str]
) -> None:
    assert people(search(filled[0], typed)) == found


@pytest.mark.parametrize(
    ("typed", "why", "text"),
    [
        ("stein", Why.NAME, "Eva Stein"),
        ("lindqvist", Why.FAMILY, "Lindqvist"),
        ("1972", Why.BIRTH, "1972"),
        ("3.5.1972", Why.BIRTH, "1972"),
        ("03/05/1972", Why.BIRTH, "1972"),
        ("1972-05-03", Why.BIRTH, "1972"),
        ("brca1", Why.GENE, "BRCA1"),
        ("BRCA", Why.GENE, "BRCA1"),
        ("breast cancer", Why.DIAGNOSIS, "breast"),
        ("Brustkrebs", Why.DIAGNOSIS, "breast"),
        ("mammakarzinom", Why.DIAGNOSIS, "breast"),
        ("سرطان الثدي", Why.DIAGNOSIS, "breast"),
        ("cowden", Why.DIAGNOSIS, "Cowden syndrome"),
        ("47112233", Why.IDENTIFIER, "47.11.2233"),
        ("756.1234.5678.97", Why.IDENTIFIER, "756.1234.5678.97"),
        ("7561234567", Why.IDENTIFIER, "756.1234.5678.97"),
        ("shtayn", Why.SOUND, "Eva Stein"),
    ],
)
def test_person_is_found_by_each_thing_that_is_known_of_her(
    filled: tuple[Vault, str], typed: str, why: Why, text: str
) -> None:
    hit, *_ = search(filled[0], typed, conditions=WORDS)
    assert (hit.person, hit.name, hit.birth_year) == ("eva", "Eva Stein", 1972)
    assert (hit.family, hit.family_name) == (filled[1], "Lindqvist")
    assert Reason(why, text) in hit.reasons


def test_all_words_must_be_meant(filled: tuple[Vault, str]) -> None:
    found = search(filled[0], "eva brustkrebs 1972 brca1", conditions=WORDS)
    assert [why for why, _ in by(found)] == [Why.NAME, Why.DIAGNOSIS, Why.BIRTH, Why.GENE]
    assert search(filled[0], "eva brustkrebs 1973 brca1", conditions=WORDS) == ()


def test_birth_name_is_said_to_be_one(filled: tuple[Vault, str]) -> None:
    assert by(search(filled[0], "huber")) == [(Why.BORN, "Huber")]


def test_day_of_an_operation_is_no_identifier(filled: tuple[Vault, str]) -> None:
    assert search(filled[0], "12.03.2019") == ()


def test_exact_words_come_before_beginnings_and_those_before_sounds(vault: Vault) -> None:
    names = ("Ada Meyer", "Ada Meierhofer", "Ada Meier")
    taken(prepared(vault), replace(FAMILY, persons=tuple(Person(n, name=n) for n in names)))
    assert people(search(vault, "meier")) == ["Ada Meier", "Ada Meierhofer", "Ada Meyer"]
    assert people(search(vault, "meier", limit=1)) == ["Ada Meier"]


def test_who_sounds_like_a_gene_is_not_meant_by_it(filled: tuple[Vault, str]) -> None:
    assert people(search(filled[0], "brca")) == ["Eva Stein"]  # and not van der Berg


def test_where_several_are_found_nobody_is_sought_by_sound(vault: Vault) -> None:
    met = [Person(f"m{n}", name=f"Ada Meier {n}") for n in range(10)]
    mayer = Person("x", name="Ada Mayer")
    taken(prepared(vault), replace(FAMILY, persons=(*met, mayer)))
    assert "Ada Mayer" not in people(search(vault, "meier"))
    few = replace(FAMILY, name="Few", persons=(replace(met[0], name="Uwe Kurz"), mayer))
    taken(vault, few)
    assert people(search(vault, "uwe kurtz")) == ["Uwe Kurz"]


def test_letter_is_found_by_its_ticket(filled: tuple[Vault, str]) -> None:
    vault, family = filled
    kept = documents.store(
        vault, NewDocument(family, "summary_letter", "application/pdf", b"%PDF", person="eva")
    )
    told = ticket(kept.id)
    for typed in (told, told.lower(), told.replace("-", ""), f" {told} "):
        (hit,) = (h for h in search(vault, typed) if h.reasons[0].why is Why.LETTER)
        assert (hit.person, hit.reasons) == ("eva", (Reason(Why.LETTER, told),))


def test_family_out_of_the_search_is_not_found_by_anything(filled: tuple[Vault, str]) -> None:
    vault, family = filled
    kept = documents.store(vault, NewDocument(family, "letter", "application/pdf", b"%PDF"))
    forgotten(vault, family)
    for typed in ("stein", "lindqvist", "1972", "brca1", "brustkrebs", ticket(kept.id)):
        assert search(vault, typed, conditions=WORDS) == ()


@pytest.mark.parametrize("typed", ["mueller", "shtayn", "brca1", "van der berg", "brustkrebs"])
def test_open_family_is_searched_as_the_vault_is(filled: tuple[Vault, str], typed: str) -> None:
    family = families.open_family(filled[0], filled[1]).family
    in_vault = search(filled[0], typed, conditions=WORDS)
    assert people(search_open(family, typed, WORDS)) == people(in_vault) != []


def test_search_is_written_down_without_what_was_sought(filled: tuple[Vault, str]) -> None:
    vault, _ = filled
    for typed in ("Müller", "müller ", "Stein"):
        search(vault, typed)
    first, same, last = (target for action, target in written(vault)[-3:] if action == "query")
    assert first == same != last
    assert all(t.startswith("search/") and len(t) == len("search/") + 16 for t in (first, last))


def test_search_that_cannot_be_written_down_tells_nobody(filled: tuple[Vault, str]) -> None:
    def refuse(transaction: Transaction) -> None:
        transaction.connection.run(
            "CREATE TEMP TRIGGER full BEFORE INSERT ON main.audit WHEN NEW.action = 'query'"
            " BEGIN SELECT RAISE(ABORT, 'the audit is full'); END"
        )

    filled[0].write(refuse, act=SOMETHING)
    with pytest.raises(Exception, match="the audit is full"):
        search(filled[0], "stein")


def test_asking_nothing_is_not_written_down(filled: tuple[Vault, str]) -> None:
    before = written(filled[0])
    assert search(filled[0], '"-*"') == ()
    assert written(filled[0]) == before


def test_locked_vault_is_not_searched(filled: tuple[Vault, str]) -> None:
    filled[0].lock()
    with pytest.raises(VaultLocked):
        search(filled[0], "stein")


SYNTAX = st.sampled_from(
    ['"', "'", "*", "-", "^", "(", ")", ":", "NEAR(", " OR ", " AND ", " NOT ", "tokens:", "+", "{",
     "}", "\x00", "\ud800", "\u202e", "\u200b", "%", "_", ";", "--", "stein", "müller", "ß", "İ",
     "1972", "3.5.1972", "a" * 300, "ﷺ", "\U0001f469\u200d\u2695", "é\u0301"]
)  # fmt: skip


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=300)
@given(st.one_of(st.lists(SYNTAX, max_size=12).map("".join), st.text(max_size=40)))
def test_no_typed_text_breaks_the_query(filled: tuple[Vault, str], typed: str) -> None:
    family = families.open_family(filled[0], filled[1]).family
    found = people(search(filled[0], typed, conditions=WORDS))
    assert sorted(found) == sorted(people(search_open(family, typed, WORDS)))


@given(st.text(min_size=1, max_size=60))
def test_everybody_is_found_by_her_own_name(name: str) -> None:
    people_of = search_open(Family("f", persons=(Person("anna", name=name),)), name)
    assert bool(people_of) == any(letter.isalnum() for letter in name)
