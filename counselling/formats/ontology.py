"""Ontology terms for the conditions that models know; any other condition keeps its own words.

Ids: Mondo Disease Ontology. A condition in free text gets a term of our own with it as label.
"""

import re
from collections.abc import Mapping
from typing import Final

from counselling.formats.json_text import Node
from counselling.pedigree.terms import (
    AFFECTED,
    BREAST,
    HAEMOPHILIA_B,
    OVARY,
    PANCREAS,
    PROSTATE,
)

OWN: Final = "CONSULTAND"
_TERMS: Final[Mapping[str, tuple[str, str]]] = {
    BREAST: ("MONDO:0007254", "breast cancer"),
    OVARY: ("MONDO:0008170", "ovarian cancer"),
    PROSTATE: ("MONDO:0008315", "prostate cancer"),
    PANCREAS: ("MONDO:0009831", "malignant pancreatic neoplasm"),
    HAEMOPHILIA_B: ("MONDO:0010604", "hemophilia B"),
}
_NO_LETTERS: Final = re.compile(r"[\W_]+")
_CODES: Final = {term: code for code, (term, _) in _TERMS.items()}
_LABELS: Final = {label: code for code, (_, label) in _TERMS.items()}
RESOURCES: Final[tuple[Mapping[str, str], ...]] = (
    {
        "id": "mondo",
        "name": "Mondo Disease Ontology",
        "url": "http://purl.obolibrary.org/obo/mondo.obo",
        "version": "unknown",
        "namespacePrefix": "MONDO",
        "iriPrefix": "http://purl.obolibrary.org/obo/MONDO_",
    },
    {
        "id": "consultand",
        "name": "words of the family's file",
        "url": "urn:consultand:words",
        "version": "1",
        "namespacePrefix": OWN,
        "iriPrefix": "urn:consultand:words:",
    },
)


def term(condition: str) -> Mapping[str, str]:
    """Return the ontology class of a condition."""
    known = _TERMS.get(condition)
    if known:
        return {"id": known[0], "label": known[1]}
    local = _NO_LETTERS.sub("-", condition).strip("-")  # readers take a low line for a colon
    return {"id": f"{OWN}:{local or 'unnamed'}", "label": condition}


def condition(term_id: str, label: str) -> str:
    """Return the condition of an ontology class: our code where we have one, else its words."""
    return _CODES.get(term_id) or label or term_id or AFFECTED


def condition_of(node: Node) -> str:
    """Read an ontology class of a file."""
    return condition(node["id"].text(), node["label"].text())


def words(code: str) -> str:
    """Return what a reader elsewhere understands: "breast cancer" for our code "breast"."""
    return _TERMS[code][1] if code in _TERMS else code


def by_words(text: str) -> str:
    """Return our code for such words, else the words."""
    return _LABELS.get(text, text)
