"""The shared picture, as the patient sees it."""
