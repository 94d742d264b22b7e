"""The practice city: made-up government sites and accounts with planted faults and their truth."""
