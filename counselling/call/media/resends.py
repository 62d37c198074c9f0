"""Whether lost packets are asked for and sent again, as a session description says it.

On a line that breaks down to 64 kbit/s nine packets of ten are lost, and each is asked for up to
ten times: what is sent again, up to 3 Mbit/s for half a minute, drowns the sound. Taking
the picture away does not end it, for both ends go on with what they remember. Both forget where
the other end's description knows nothing of sending again; a whole picture can be asked for still.
"""

import re
from typing import Final

# RFC 4585, section 4.2: by which lost packets are asked for, and with "pli" whole pictures
_LINE: Final = re.compile(r"^(a=rtcp-fb:\S+ nack)( pli)?(\r?\n)", re.MULTILINE)


def with_resends(sdp: str, *, is_on: bool) -> str:
    """Return a description in which the lost packets of pictures are sent again, or are not.

    Only what can be asked for whole is changed; the sound's lines stay as they are.
    """
    pictures = {line[1] for line in _LINE.finditer(sdp) if line[2]}

    def written(line: re.Match[str]) -> str:
        if line[1] not in pictures:
            return line[0]
        if line[2]:
            return f"{line[1]}{line[3]}{line[0]}" if is_on else line[0]
        return ""

    return _LINE.sub(written, sdp)
