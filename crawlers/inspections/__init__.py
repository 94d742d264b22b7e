"""The inspection of a site, item by item: pure readers of answers, and what is looked up beside."""
