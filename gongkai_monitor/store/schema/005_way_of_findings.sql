-- How a finding came about (model/finding.py): automatic, assisted, imported.
ALTER TABLE finding_observations ADD COLUMN way VARCHAR DEFAULT 'automatic';
