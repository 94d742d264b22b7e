-- 舆情台账: who was on duty for a hotspot, what was done, what answered it, and how it ended.
-- Append-only; each row holds the hash of the one before it (review/chain.py).

CREATE TABLE hotspot_register (
    sequence BIGINT NOT NULL,          -- 1, 2, 3 … without a gap
    kind VARCHAR NOT NULL,             -- vocabulary.HotspotEntryKind
    hotspot_id VARCHAR NOT NULL,
    body VARCHAR NOT NULL,             -- JSON, by kind (review/hotspot_entry.py)
    recorded_by VARCHAR NOT NULL,
    role VARCHAR NOT NULL,
    recorded_at TIMESTAMPTZ NOT NULL,
    previous_hash VARCHAR NOT NULL,
    own_hash VARCHAR NOT NULL
);

-- Candidates of statements: what kind of publication, how well it fits, and whether the hour is
-- known (a day without an hour proves no hour).
ALTER TABLE statements ADD COLUMN source VARCHAR;
ALTER TABLE statements ADD COLUMN score DOUBLE;
ALTER TABLE statements ADD COLUMN published_on DATE;
