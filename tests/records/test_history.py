from counselling.language.catalogue import Catalogue
from counselling.pedigree.answering import RecordAnswer, TakeNote
from counselling.pedigree.answers import Answer, FamilyNote, Reply, Topic
from counselling.pedigree.arranging import Nudge, OrderSiblings, Pin, SetSide, Tidy, Unpin
from counselling.pedigree.continuing import ContinueFamily
from counselling.pedigree.edits import (
    EDITS,
    AddChild,
    AddParents,
    AddPartner,
    AddPerson,
    ChangePerson,
    ChooseConsultand,
    ChooseProband,
    ClearMark,
    ClearPartnership,
    ClearTwins,
    LinkParent,
    Mark,
    NameFamily,
    NameHistorian,
    RemovePeople,
    RemovePerson,
    SetPartnership,
    SetTwins,
    UnlinkParent,
)
from counselling.pedigree.outside import DropOutside, RecordOutside
from counselling.pedigree.outside_result import Entered, OutsideResult
from counselling.pedigree.partnership import Partnership, TwinSet
from counselling.pedigree.person import ParentLink, Person
from counselling.pedigree.settling import Settle
from counselling.pedigree.steps import Retrace, Statement, Way
from counselling.pedigree.terms import ParentKind, Zygosity
from counselling.records.log import families, history
from counselling.records.privacy import erasing
from counselling.records.vault.vault import Vault
from tests.families.builders import trio

EVERYTHING = (
    AddPerson(Person("aunt", name="Berta")),
    ChangePerson(Person("aunt", name="Bertha")),
    SetPartnership(Partnership(("father", "mother"))),
    ChooseConsultand("child"),
    RemovePerson("aunt"),
    NameFamily("Kowalska"),
    ChooseProband("child"),
    ClearMark("child", Mark.PROBAND),
    NameHistorian("Ewa"),
    AddParents("father", (Person("gran", name="Ewa"),), (ParentLink("gran", ParentKind.MOTHER),)),
    AddChild(Person("twin", name="Ida", parents=trio().person("child").parents)),
    SetTwins(TwinSet(("child", "twin"), Zygosity.DIZYGOTIC)),
    ClearTwins(("twin", "child")),
    Nudge("child", 1.0),
    Pin("child", 2.0),
    Unpin("child"),
    OrderSiblings(("child", "twin")),
    SetSide("father", "mother"),
    Tidy(),
    AddPartner("child", Person("friend", name="Olga")),
    ClearPartnership(("friend", "child")),
    LinkParent("twin", ParentLink("gran", ParentKind.FOSTER)),
    UnlinkParent("twin", "gran"),
    RemovePeople(("friend", "twin")),
    Statement(1, "no sis"),
    Retrace(Way.BACK, 0, (), (), "Kowalska"),
    RecordAnswer(Answer("father", Topic.CANCER, Reply.UNKNOWN)),
    TakeNote(FamilyNote("2026-03-04T09:30:00+00:00", "bowels on both sides")),
    RecordOutside(
        OutsideResult("father", "Elsewhere", "2.1", "2026-03-01", "2026-03-04", Entered.TYPED)
    ),
    DropOutside("father", "Elsewhere"),
    Settle(("person", "father", "name")),
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
        {"person": "child"},
        {"name": "Ewa"},
        {"person": "father"},
        {"person": "Ida"},
        {"person": "child"},
        {"person": "Ida"},
        {"person": "child"},
        {"person": "child"},
        {"person": "child"},
        {"person": "child"},
        {"person": "father", "partner": "mother"},
        {},
        {"person": "child", "partner": "Olga"},
        {"person": "Olga", "partner": "child"},
        {"person": "Ida", "parent": "Ewa"},
        {"person": "Ida", "parent": "Ewa"},
        {"person": "Olga", "count": 1},
        {"text": "no sis"},
        {"way": "back"},
        {"person": "father", "topic": "cancer", "reply": "unknown"},
        {"text": "bowels on both sides"},
        {"person": "father", "program": "Elsewhere", "version": "2.1"},
        {"person": "father", "program": "Elsewhere"},
        {"person": "father"},
    ]
    assert {moment.writer.name for moment in told} == {"anna"}
    assert told[0].at < told[1].at == told[-1].at


def test_every_edit_has_its_sentence(english: Catalogue, vault: Vault) -> None:
    family = families.adopt(vault, trio())
    families.append(vault, family, edits=EVERYTHING, after=1)
    told = history.told(vault, family)
    kinds = {*EDITS} - {ContinueFamily.kind}  # a history begins with it, after an erasure
    assert {moment.sentence_id for moment in told} == {f"history.{kind}" for kind in kinds}
    for moment in told:
        assert english.say(moment.sentence_id, **moment.fields)


def test_a_family_that_goes_on_after_an_erasure_says_so(english: Catalogue, vault: Vault) -> None:
    family = families.adopt(vault, trio())
    (moment,) = history.told(vault, erasing.erase_person(vault, family, "father").family)
    assert (moment.sentence_id, dict(moment.fields)) == ("history.continue_family", {"people": 3})
    assert english.say(moment.sentence_id, **moment.fields)


def test_a_mark_that_only_joins_edits_is_no_sentence(vault: Vault) -> None:
    family = families.adopt(vault, trio())
    joined = (Statement(2), NameFamily("A"), NameFamily("B"))
    families.append(vault, family, edits=joined, after=1)
    assert [moment.sequence for moment in history.told(vault, family)] == [1, 3, 4]
