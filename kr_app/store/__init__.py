"""The file: one append-only log behind two doors. The only SQL of the product is in this package."""
