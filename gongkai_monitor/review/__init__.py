"""复核: what people decide on findings, kept as a chain that shows every change."""
