"""How each platform shows an account: one file per shape, bytes in, records out, no network."""
