"""Drawn parts that own their keys. They show, and call actions; they never touch the file."""
