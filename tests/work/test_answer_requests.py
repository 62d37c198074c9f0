"""Requests at the desk: seen, restricted, erased, with a certificate that the audit bears out."""

import zipfile
from pathlib import Path

import pytest

from counselling.errors import VaultError
from counselling.records.audit import audit
from counselling.records.papers import consents
from counselling.work.desk import Desk
from counselling.work.privacy.answer_requests import Requests


@pytest.fixture
def requests(desk: Desk, folder: Path) -> Requests:
    return desk.safekeeping.requests


def a_family(requests: Requests) -> tuple[str, str]:
    """A family and one of its people who bears a name."""
    (family, *_) = requests.families()
    _, *people = requests.people(family.id)
    return family.id, next(person.id for person in people if person.name)


def test_the_whole_family_can_ask_and_everybody_in_it(requests: Requests) -> None:
    family, _ = a_family(requests)
    everybody, *people = requests.people(family)
    assert everybody.id == ""
    assert len({person.id for person in people}) == len(people) > 1


def test_what_is_kept_of_a_person_is_written_for_her(requests: Requests, tmp_path: Path) -> None:
    family, person = a_family(requests)
    path = tmp_path / "data.zip"
    assert requests.disclose(family, person, path) > 0
    with zipfile.ZipFile(path) as pack:
        assert "read-me.txt" in pack.namelist()


def test_restricted_records_are_not_to_be_used_until_they_are_freed(
    desk: Desk, requests: Requests
) -> None:
    family, person = a_family(requests)
    requests.restrict(family, person, is_restricted=True)
    (asker,) = (one for one in requests.people(family) if one.id == person)
    assert asker.is_restricted
    with pytest.raises(VaultError, match="restricted"):
        consents.demand_use(desk.safekeeping.door.vault, family, person)
    requests.restrict(family, person, is_restricted=False)
    consents.demand_use(desk.safekeeping.door.vault, family, person)


def test_an_erased_person_is_gone_and_the_certificate_names_the_row(
    desk: Desk, requests: Requests
) -> None:
    family, person = a_family(requests)
    before = requests.preview(family, person)
    count = len(requests.people(family)) - 1
    assert before.people >= count - 1
    told = requests.erase(family, person)
    vault = desk.safekeeping.door.vault
    rows = {row.sequence: row for row in audit.rows(vault)}
    assert (rows[told.row].action, rows[told.row].subject) == ("erase", vault.subject(family))
    assert rows[told.row].hash.hex().startswith(told.mark)
    assert family not in {line.id for line in requests.families()}
    assert person not in {one.id for one in requests.people(told.erased.family)}


def test_an_erased_family_is_gone_and_a_backup_that_is_away_is_told(
    desk: Desk, requests: Requests, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    desk.safekeeping.backups.choose(stick)
    stick.rename(tmp_path / "unplugged")
    family, _ = a_family(requests)
    told = requests.erase(family, "")
    assert told.erased.unreached == (stick,)
    assert family not in {line.id for line in requests.families()}
    with pytest.raises(VaultError, match="erased"):
        requests.people(family)


def test_of_a_restricted_person_no_letter_is_written_and_none_is_handed_out(
    desk: Desk, requests: Requests, tmp_path: Path
) -> None:
    (family,) = (one.id for one in requests.families() if "BOC" in one.name)
    how = {"language": "en", "country": "UK"}
    letter = desk.letters.write_summary(family, person=None, **how)
    requests.restrict(family, letter.person, is_restricted=True)
    with pytest.raises(VaultError, match="restricted"):
        desk.letters.write_summary(family, person=letter.person, **how)
    with pytest.raises(VaultError, match="restricted"):
        desk.letters.export(letter.id, tmp_path / "letter.pdf")
