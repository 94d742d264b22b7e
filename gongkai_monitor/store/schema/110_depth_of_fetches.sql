-- How many links from the home page or a list a page was met (model/observations/request.py).
ALTER TABLE fetches ADD COLUMN depth BIGINT;
