"""Mutation testing of the clinical tables: change one value, see whether a test notices."""
