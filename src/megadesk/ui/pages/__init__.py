"""The pages of the window, one file each, in the order of the rail. ``page`` is what they have in common; ``book`` lists them."""
