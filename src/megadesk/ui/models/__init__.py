"""Tables for Qt's views: rows in lists, sorted and filtered here, told to the view with as few signals as there can be."""
