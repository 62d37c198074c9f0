"""Pictures as values: a Scene is drawn once and painted for screen, SVG, PDF and the patient."""
