"""The parser of every command: what is wrong with the arguments is one plain line."""

import argparse
from typing import Final, NoReturn

USAGE_ERROR: Final = 2  # a user's mistake, or anything else that a sentence explains


class Parser(argparse.ArgumentParser):
    """Says what is wrong with the arguments in one line, as every other mistake is said."""

    def error(self, message: str) -> NoReturn:
        """Leave with the usage error's code."""
        self.exit(USAGE_ERROR, f"consultand: {' '.join(message.split())}\n")
