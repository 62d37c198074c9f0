"""Which servers of the clinic this desk uses."""

from dataclasses import dataclass

from counselling.settings.schema import Settings


@dataclass(frozen=True, slots=True)
class Servers:
    """The clinic's servers, as this desk's settings name them.

    url: the rendezvous; "" for one inside the program. page_hash: of the page that it hands out
    where that is another release's; "" for this release's. media_url: its media server for more
    than five people; "" for none. ca_file: certificates of the clinic's own authority, in
    the user's folder unless its whole path is said; "" for none. telephone: by which the clinic
    is reached where its servers are not; "" for none. engine: by which they are reached; "" for
    the best one.
    """

    url: str = ""
    page_hash: str = ""
    media_url: str = ""
    ca_file: str = ""
    telephone: str = ""
    engine: str = ""


def servers_of(settings: Settings) -> Servers:
    """Return the servers that the settings name."""
    return Servers(
        settings.rendezvous_url.rstrip("/"),
        settings.rendezvous_page_hash.strip().lower(),
        settings.media_url,
        settings.ca_file.strip(),
        settings.clinic.phone,
        settings.engine.strip(),
    )
