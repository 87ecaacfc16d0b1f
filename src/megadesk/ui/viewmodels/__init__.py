"""What to show: frozen values made of what the engine says. No Qt, no clock, no words of a language but Text.

One file a page or part: functions of messages to rows, cards and sentences. Widgets render them as they are.
"""
