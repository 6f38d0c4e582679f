"""Key results of the city: level, percent, score, plan, status, forecast and sentence.

Arithmetic with names. Nothing here reads a clock, a file or a network: the day and the log are
arguments, so the same call gives the same answer next year.
"""
