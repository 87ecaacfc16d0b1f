"""The parts that pages are made of. Each renders what it is given and says what a person did; none asks anybody.

labels   Title, Section, Strong, Small, Muted; Elided shortens in the middle       buttons   Button, IconButton, Chip, Tab
cards    Card, Inset, Line, Banner                                                inputs    Search, Field, Switch, Combo
states   content, empty, loading, error: every list has the four                  bar       how far something is
rows     the delegate that paints one row of a list, and the tile of its kind     toast     what was done, with “Undo”
sheet    what opens beside a page: not modal, errors inline                       layout    rows and columns without ado
table    rows with columns, for any number of them                                weekgrid hours of a week to paint on
preview  a look into a file: a picture, text, or why there is none
filters  chips, or one field where there is no room           timeline, time_axis, when   time, to look at and to choose
past_view  the lists of Rewind                                content_view  a text or picture, with what is different
preview  a look into a file: a picture, text, or why there is none                row_list  painted rows with keys, one below the other
facts    what is known of something, line by line                                breadcrumb  the way to a place      kind_tile  a kind of file
"""
