from counselling.language.catalogue import Catalogue
from counselling.pedigree.edits import (
    EDITS,
    AddPerson,
    ChangePerson,
    ChooseConsultand,
    NameFamily,
    RemovePerson,
    SetPartnership,
)
from counselling.pedigree.partnership import Partnership
from counselling.pedigree.person import Person
from counselling.records import families, history
from counselling.records.vault import Vault
from tests.families.builders import trio

EVERYTHING = (
    AddPerson(Person("aunt", name="Berta")),
    ChangePerson(Person("aunt", name="Bertha")),
    SetPartnership(Partnership(("father", "mother"))),
    ChooseConsultand("child"),
    RemovePerson("aunt"),
    NameFamily("Kowalska"),
)


def test_a_history_tells_every_edit_in_order_with_the_names_of_its_day(vault: Vault) -> None:
    family = families.adopt(vault, trio())
    families.append(vault, family, edits=EVERYTHING, after=1)
    told = history.told(vault, family)
    assert [moment.sequence for moment in told] == list(range(1, 8))
    assert [dict(moment.fields) for moment in told] == [
        {"people": 3},
        {"person": "Berta"},
        {"person": "Bertha"},
        {"person": "father", "partner": "mother"},
        {"person": "child"},
        {"person": "Bertha"},
        {"name": "Kowalska"},
    ]
    assert {moment.author for moment in told} == {"anna"}
    assert told[0].at < told[1].at == told[-1].at


def test_every_edit_has_its_sentence(english: Catalogue, vault: Vault) -> None:
    family = families.adopt(vault, trio())
    families.append(vault, family, edits=EVERYTHING, after=1)
    told = history.told(vault, family)
    assert {moment.sentence_id for moment in told} == {f"history.{kind}" for kind in EDITS}
    for moment in told:
        assert english.say(moment.sentence_id, **moment.fields)
