"""Build of the shipped anatomy: downloads pinned packages and derives compact open files."""
