"""A code for a first entry: whoever comes in by it makes her own keys and ways, and it is gone."""

from counselling.records.ways.recovery_code import RecoveryCode


class Invitation(RecoveryCode):
    """The way of somebody who was let in and has not come yet; it stands alone, and for once."""

    kind = "invitation"
