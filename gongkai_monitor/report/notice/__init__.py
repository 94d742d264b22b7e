"""整改通知书: what one site has to mend, by when, on which evidence."""
