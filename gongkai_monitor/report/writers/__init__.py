"""Writers draw blocks; they know nothing of findings."""
