-- How many entries the whole list has, when its first page prints it (model/observations/ledger.py).
ALTER TABLE list_readings ADD COLUMN total_count BIGINT;
