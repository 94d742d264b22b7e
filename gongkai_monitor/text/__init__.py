"""Pure functions on HTML and Chinese text."""
