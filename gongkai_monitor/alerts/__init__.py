"""预警: what was announced of a hotspot reaches a person, once, by the ways that the office set."""
