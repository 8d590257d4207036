"""Errors of files, with messages in the user's words."""


class AssetError(RuntimeError):
    """A file that is shipped with the app is missing or damaged."""


class SceneFileError(ValueError):
    """A scene file that cannot be read or written."""


class ExamFileError(ValueError):
    """An examination that does not fit the worksheet."""


class FindingsFileError(ValueError):
    """A findings file that does not fit the examination."""
