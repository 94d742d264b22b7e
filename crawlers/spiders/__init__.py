"""One spider per file; callbacks call pure functions."""
