"""Genes that a family clinic is told of most; any other can be typed."""

from typing import Final

GENES: Final = (
    "BRCA1", "BRCA2", "PALB2", "CHEK2", "ATM", "TP53", "RAD51C", "RAD51D", "BRIP1",
    "MLH1", "MSH2", "MSH6", "PMS2", "EPCAM", "APC", "MUTYH",
)  # fmt: skip
