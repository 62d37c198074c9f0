"""Whose certificates are believed of the clinic's servers: this computer's, and the clinic's own.

TURN is not among them: the engines of a call make their own lines by TLS, and each believes whom it
believes (docs/decisions/0093).
"""

import ssl


def trusting(roots: str) -> ssl.SSLContext | bool:
    """Return what a line by TLS is checked with, names too; True: by whom this computer believes.

    roots: certificates of a clinic's own authority, PEM, believed beside the computer's; "" for
    none. Raises ssl.SSLError where they are no certificates.
    """
    if not roots:
        return True
    context = ssl.create_default_context()
    context.load_verify_locations(cadata=roots)
    return context


def trusting_only(roots: str) -> ssl.SSLContext:
    """Return what a line by TLS is checked with, names too, where nobody else is believed.

    roots: certificates, PEM. Raises ssl.SSLError where they are none.
    """
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.load_verify_locations(cadata=roots)
    return context
