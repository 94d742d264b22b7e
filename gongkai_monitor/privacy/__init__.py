"""Personal data: where they may stand, how they are treated, and how long they are kept."""
