"""A recovery code that must give way to a new one: it was used, or nobody has read it off paper."""

from counselling.records.ways.recovery_code import RecoveryCode


class CodeToRenew(RecoveryCode):
    """Opens as the code that it is, so that nobody is locked out before the new one is on paper."""

    kind = "recovery code to renew"
