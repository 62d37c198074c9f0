"""`consultand vault consent --withdraw`: it counts at once in all that the vault's commands do."""

from pathlib import Path

import pytest

from counselling.records.papers.gates import GATES, Purpose
from tests.app.conftest import Vault
from tests.app.test_vault_copies import good, made

OF_RESEARCH = [
    gate.scope for gate in GATES if gate.purpose in (Purpose.RESEARCH, Purpose.RESEARCH_USE)
]


@pytest.mark.parametrize("scope", OF_RESEARCH)
def test_what_was_taken_back_keeps_her_out_of_the_next_export(
    vault: Vault, tmp_path: Path, scope: str
) -> None:
    folder = tmp_path / "clinic.vault"
    family = made(vault, folder)

    def people() -> object:
        told = vault("research", folder, "--project", "firm", "--preview", "--smallest", 1)
        return good(told)["people"]

    for each in OF_RESEARCH:
        good(vault("consent", folder, "--family", family, "--scope", each))
    whole = people()
    assert whole
    good(vault("consent", folder, "--family", family, "--scope", scope, "--withdraw"))
    assert people() == 0
    good(vault("consent", folder, "--family", family, "--scope", scope))
    assert people() == whole
