"""How the app looks: tokens (colours and sizes by role), the theme that is in force, icons.

tokens   values, no Qt        sheet   tokens -> style sheet        look   palette + style sheet + text scale, and when they change
icons    SVG files of resources/icons, in the colour of a role and as sharp as the screen is
"""
