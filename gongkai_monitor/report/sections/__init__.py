"""One file per section: ``build(book) -> Section``."""
