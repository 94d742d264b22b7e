"""Page families of the practice city: one file per way of building government pages."""
