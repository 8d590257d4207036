"""What the command line says of bad input."""


class UserError(ValueError):
    """Bad input; the message is one line in the user's words."""
