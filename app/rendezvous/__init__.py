"""The rendezvous server: hands out the patient's page and carries sealed messages, no more."""
