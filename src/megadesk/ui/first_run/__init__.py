"""The first run: from nothing to a syncing folder, one question a page, a picture of what happens next beside it.

    viewmodels/first_run (where a person is, what is wrong) --> window (the frame, the engine) --> a page (widgets)
                     ^                                                                                |
                     `------------------ changed(field, value), wanted(word) <------------------------'

``window.FirstRun(desk, prefill)`` is all that others use.
"""
