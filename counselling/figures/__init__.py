"""Figures: pedigree, risk curve, icon array as Scenes; interactive charts from the same data."""
