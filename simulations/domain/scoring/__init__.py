"""Scores an investigation against the truth: seven parts under a published rule, explained line by line; and the debrief.

``key.read_key`` turns a case (as JSON) into what is looked for, ``work.Work`` is what somebody did, ``score.score`` compares.
"""
