-- The moment that a reading stands for: of a declared round, otherwise when it was fetched
-- (model/observations/request.py).
ALTER TABLE fetches ADD COLUMN read_at TIMESTAMPTZ;
UPDATE fetches SET read_at = fetched_at;
