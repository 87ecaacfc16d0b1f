"""What opens beside the pages: sheets, not modal, each closed by Escape.

limits   how fast files may move, and when        errand_problems   what an upload or download by hand left out
"""
