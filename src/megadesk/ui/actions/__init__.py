"""What a person can want, one function each: it asks the engine, and says what was done or what did not work.

Each takes the desk first. Nothing is decided here but which question to ask, and what its undoing would be.
"""
