"""The platforms of accounts, played: their answers in the shapes that the readers know."""
