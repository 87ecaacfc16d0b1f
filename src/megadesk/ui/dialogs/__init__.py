"""What opens beside the pages: sheets, not modal, each closed by Escape.

limits   how fast files may move, and when        errand_problems   what an upload or download by hand left out
"""

"""What opens beside a page: sheets with a question, a choice or a closer look."""
"""What opens beside the pages: sheets, not modal, each closed by Escape.

choose_cloud_folder   a place in the cloud: a tree of folders, recent places, a new folder inline
versions              every content that a file had: look at it, bring it back, save it
duplicates            names that are taken, in an upload or download      properties   all that is known of one entry
delete_for_good       what would be gone for good, by name
cloud_tree            the tree of the first          telling   where the outcome of what a sheet began is told
add_pair        a local folder and one of the cloud        first_link   what their first sync would do, before it is done
ignore_editor   the ignore rules of a folder: text at the left, what it would take out and let in at the right
pair_sheets     what can be changed about a synced folder, each in a full sentence
"""
