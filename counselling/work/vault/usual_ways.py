"""The ways in that a new user gets: a passphrase, and a code on paper."""

from counselling.records.entrance.entrance import WayIn
from counselling.records.ways.code_to_renew import CodeToRenew
from counselling.records.ways.device import PassphraseAndDevice
from counselling.records.ways.passphrase import Passphrase
from counselling.records.ways.recovery_code import RecoveryCode
from counselling.records.ways.way import DeviceSecrets, Proof


def passphrase_way(passphrase: str, device: DeviceSecrets | None) -> WayIn:
    """A passphrase as a way in: on this device alone where it has a keyring to trust."""
    kind = Passphrase.kind if device is None else PassphraseAndDevice.kind
    return WayIn(kind, Proof(passphrase=passphrase, device=device))


def usual_ways(
    passphrase: str, code: str, device: DeviceSecrets | None, *, is_code_read: bool = True
) -> tuple[WayIn, WayIn]:
    """The two ways of a new user: a passphrase, and the code on paper.

    is_code_read: whether it is known to be on paper; else it is asked for at the next entry.
    """
    kind = RecoveryCode.kind if is_code_read else CodeToRenew.kind
    return passphrase_way(passphrase, device), WayIn(kind, Proof(code=code))
