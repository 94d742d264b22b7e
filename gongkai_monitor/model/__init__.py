"""The nouns of the field as frozen records."""
