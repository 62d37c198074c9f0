"""Scenes, charts, papers and pages that are looked at and worked with."""
