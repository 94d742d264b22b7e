"""Facts: one row per subject at a moment. They measure and never judge."""
