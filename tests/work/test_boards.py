"""What the patient's page is shown: the family without names, and without ids that may be names."""

import json
from pathlib import Path

from counselling.drawing.json import scene_json
from counselling.pedigree.family import Family
from counselling.pedigree.person import PartialDate, Person
from counselling.work.desk import Desk


def test_board_shows_no_name_no_id_and_no_day(desk: Desk, folder: Path) -> None:
    anna = Person("Anna.Lindgren", name="Anna", birth=PartialDate(1961, 2, 3), note="lives in Lund")
    told = desk.families.adopt(Family("Lindgren", "Lindgren", persons=(anna,)))
    scene = desk.boards.pedigree(told.id, language="en")
    pushed = json.dumps(scene_json(scene))
    for secret in ("Anna", "Lindgren", "Lund", "1961-02"):
        assert secret not in pushed
    assert "1961" in pushed
    assert '"subject": "I-1"' in pushed
