-- What grouping remembers of the messages of the window (opinion/memory.py), so that a batch reads
-- no old text again, and what was announced of each hotspot. Rows leave with their window.
CREATE TABLE hotspot_signs (
    message_id VARCHAR NOT NULL,
    received_at TIMESTAMPTZ NOT NULL,
    voice UBIGINT NOT NULL,            -- hash of the letters: copies have the same
    codes UINTEGER[] NOT NULL,         -- hashed words and named things; no text can be read back
    counts UTINYINT[] NOT NULL
);

-- Append-only: the newest row of a message counts.
CREATE TABLE hotspot_groups (
    message_id VARCHAR NOT NULL,
    group_id VARCHAR NOT NULL,         -- hotspot_id, once the group is large enough
    anchor VARCHAR NOT NULL,           -- the group when it was last settled
    is_settled BOOLEAN NOT NULL,
    decided_at TIMESTAMPTZ NOT NULL
);

CREATE TABLE hotspot_announcements (
    hotspot_id VARCHAR NOT NULL,
    announced_at TIMESTAMPTZ NOT NULL,
    reasons VARCHAR[] NOT NULL,        -- vocabulary.AnnouncementReason
    title VARCHAR NOT NULL,
    heat_level BIGINT NOT NULL,
    size BIGINT NOT NULL,
    region_count BIGINT NOT NULL,
    clock_state VARCHAR NOT NULL
);

ALTER TABLE hotspots ADD COLUMN place VARCHAR;
ALTER TABLE hotspots ADD COLUMN object VARCHAR;
ALTER TABLE hotspots ADD COLUMN event_on DATE;
ALTER TABLE hotspots ADD COLUMN copy_count BIGINT;
ALTER TABLE hotspots ADD COLUMN heat_level BIGINT;
ALTER TABLE hotspots ADD COLUMN sensitivity DOUBLE;
ALTER TABLE hotspots ADD COLUMN sensitive_words VARCHAR[];
ALTER TABLE hotspots ADD COLUMN recent_count BIGINT;
ALTER TABLE hotspots ADD COLUMN expected_count DOUBLE;
ALTER TABLE hotspots ADD COLUMN waiting_days DOUBLE;
ALTER TABLE hotspots ADD COLUMN regions VARCHAR[];
