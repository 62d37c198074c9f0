from counselling.language.catalogue import Catalogue
from counselling.pedigree.edits import (
    EDITS,
    AddChild,
    AddParents,
    AddPartner,
    AddPerson,
    ChangePerson,
    ChooseConsultand,
    ChooseProband,
    ClearPartnership,
    ClearTwins,
    LinkParent,
    NameFamily,
    RemovePeople,
    RemovePerson,
    SetPartnership,
    SetTwins,
    UnlinkParent,
)
from counselling.pedigree.partnership import Partnership, TwinSet
from counselling.pedigree.person import ParentLink, Person
from counselling.pedigree.terms import ParentKind, Zygosity
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
    ChooseProband("child"),
    AddParents("father", (Person("gran", name="Ewa"),), (ParentLink("gran", ParentKind.MOTHER),)),
    AddChild(Person("twin", name="Ida", parents=trio().person("child").parents)),
    SetTwins(TwinSet(("child", "twin"), Zygosity.DIZYGOTIC)),
    ClearTwins(("twin", "child")),
    AddPartner("child", Person("friend", name="Olga")),
    ClearPartnership(("friend", "child")),
    LinkParent("twin", ParentLink("gran", ParentKind.FOSTER)),
    UnlinkParent("twin", "gran"),
    RemovePeople(("friend", "twin")),
)


def test_a_history_tells_every_edit_in_order_with_the_names_of_its_day(vault: Vault) -> None:
    family = families.adopt(vault, trio())
    families.append(vault, family, edits=EVERYTHING, after=1)
    told = history.told(vault, family)
    assert [moment.sequence for moment in told] == list(range(1, len(EVERYTHING) + 2))
    assert [dict(moment.fields) for moment in told] == [
        {"people": 3},
        {"person": "Berta"},
        {"person": "Bertha"},
        {"person": "father", "partner": "mother"},
        {"person": "child"},
        {"person": "Bertha"},
        {"name": "Kowalska"},
        {"person": "child"},
        {"person": "father"},
        {"person": "Ida"},
        {"person": "child"},
        {"person": "Ida"},
        {"person": "child", "partner": "Olga"},
        {"person": "Olga", "partner": "child"},
        {"person": "Ida", "parent": "Ewa"},
        {"person": "Ida", "parent": "Ewa"},
        {"person": "Olga", "count": 1},
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
