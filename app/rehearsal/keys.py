"""Keys of a keyboard, by the characters that the WebDriver standard gives them."""

from enum import StrEnum


class Key(StrEnum):
    """A key that writes nothing, or no letter; a letter is its own key."""

    TAB = "\ue004"
    ENTER = "\ue007"
    SHIFT = "\ue008"
    ESCAPE = "\ue00c"
    SPACE = " "
