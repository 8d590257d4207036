"""The tables of each domain as values; storage fills them."""
