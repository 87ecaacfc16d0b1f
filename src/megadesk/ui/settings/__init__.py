"""The parts of the settings page, one file each; ``setting`` is one line of them: a name, what it means, and a control."""
