"""What the command line says of bad input."""

LONGEST = 400


class UserError(ValueError):
    """Bad input; the message is one line in the user's words."""


def one_line(message: object) -> str:
    """Return a message as one printable line of bearable length."""
    text = "".join(c if c.isprintable() else repr(c)[1:-1] for c in str(message)[: LONGEST + 1])
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
