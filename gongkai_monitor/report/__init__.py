"""Reports: a book of judged facts becomes sections of blocks, and writers draw the blocks.

Reading order: ``blocks`` (the only shapes), ``book`` (all a section may use), ``outline`` (the
order), ``sections/`` (one file each), ``writers/`` (HTML and Excel), ``daily`` (the files).
"""
