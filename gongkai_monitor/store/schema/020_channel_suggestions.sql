-- The redesign detector and the suggestions for the register (model/observations/site.py).
ALTER TABLE channel_snapshots ADD COLUMN frame VARCHAR;
ALTER TABLE channel_snapshots ADD COLUMN first_page_count BIGINT;
ALTER TABLE channel_snapshots ADD COLUMN suggested_kind VARCHAR;
ALTER TABLE channel_snapshots ADD COLUMN suggested_level BIGINT;
ALTER TABLE channel_snapshots ADD COLUMN suggested_because VARCHAR;
ALTER TABLE channel_snapshots ADD COLUMN proposed_selector VARCHAR;
ALTER TABLE channel_snapshots ADD COLUMN proposed_count BIGINT;
ALTER TABLE channel_snapshots ADD COLUMN proposed_titles VARCHAR;
