-- A selector that a person chose for a list that is not recognised (model/registry.py).
ALTER TABLE channels ADD COLUMN list_selector VARCHAR;
