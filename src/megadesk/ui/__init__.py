"""The app: what people see. It speaks to the engine alone, so it can be closed, crash or be absent without harm.

    engine --events--> engine_link --> app_state (fold) --> viewmodels (what to show) --> pages, popup, tray (widgets)
       ^                                                                                        |
       `---------------------- engine_link.ask  <---------- actions (one function per intent) <-'

    text        what is said, before it is in a language: no Qt          language   the same in words, with Qt
    theme/      tokens, palette and style sheet, icons                   widgets/   the parts that all pages are made of
    desk        what a page is given: link, state, theme, the window     models/    tables, updated by rows
    pages/      one file a page of the window                            dialogs/   what opens beside them
    window      the rail, the pages, the menus                           tray/      icon, menu and popup
    first_run/  from nothing to a syncing folder                         main       one app a profile (single)
    session     ends with its session                                    renewal    begins anew after an upgrade

A widget renders frozen values and emits intents; it computes nothing and asks no one. ``text`` and ``viewmodels``
import no Qt, and have plain tests. Read next: ``desk.py``, then one page with its view-model.
"""
