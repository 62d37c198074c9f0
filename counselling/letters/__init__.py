"""Letters: blocks composed from the record, set as tagged PDF in the patient's language."""
