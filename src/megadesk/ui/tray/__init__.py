"""The tray: an icon that says how everything stands, a menu that leads everywhere, and the popup.

icon    state + style -> QIcon, each state with its own shape        menu    status lines first: some desktops open only the menu
popup   a frameless window that hides when it loses the focus        place   where it opens, on every screen
tray    the icon in the panel, and what a click does                 notify  messages of the desktop, sparing and grouped
"""
