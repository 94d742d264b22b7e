-- What people decided about accounts and what followed: append-only, each row holds the hash of
-- the one before it (review/chain.py). Nothing changes a row later.

CREATE TABLE trail (
    sequence BIGINT NOT NULL,          -- 1, 2, 3 … without a gap
    kind VARCHAR NOT NULL,             -- vocabulary.TrailKind
    subject_id VARCHAR NOT NULL,       -- account_code
    body VARCHAR NOT NULL,             -- JSON, by kind (review/trail.py)
    recorded_by VARCHAR NOT NULL,
    role VARCHAR NOT NULL,
    recorded_at TIMESTAMPTZ NOT NULL,
    previous_hash VARCHAR NOT NULL,
    own_hash VARCHAR NOT NULL
);
