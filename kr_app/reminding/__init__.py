"""Reminders: who is to hear of what, where they want it, and sending it once."""
