"""Editions of the rule base (YAML) and their loader: numbers and wording are data."""
