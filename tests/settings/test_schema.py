from counselling.language.catalogue import Catalogue
from counselling.settings.migrations import STEPS, VERSION, migrate
from counselling.settings.schema import declared


def test_every_setting_is_declared_once_with_the_path_it_has_in_the_file() -> None:
    paths = [setting.path for setting in declared()]
    assert len(paths) == len(set(paths)) == 30
    assert {"language", "theme", "clinic.address", "counsellor.registration"} <= set(paths)


def test_every_setting_has_its_words(english: Catalogue) -> None:
    for setting in declared():
        assert english.has(setting.label_id), setting.label_id
        assert english.has(setting.help_id), setting.help_id


def test_a_table_of_an_earlier_release_takes_the_steps_that_it_has_not_seen() -> None:
    steps = (
        lambda table: {**table, "first": True},
        lambda table: {**table, "second": True},
    )
    assert migrate({"version": 2, "a": 1}, steps=steps) == {"a": 1, "second": True}
    assert migrate({"a": 1}, steps=steps) == {"a": 1, "first": True, "second": True}
    assert migrate({"version": 3}, steps=steps) == {}


def test_the_version_counts_the_steps() -> None:
    assert len(STEPS) + 1 == VERSION
