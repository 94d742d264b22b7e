-- Reviewers' decisions: append-only, each row holds the hash of the one before it
-- (review/chain.py). What was decided later never changes a row.

CREATE TABLE reviews (
    sequence BIGINT NOT NULL,          -- 1, 2, 3 … without a gap
    finding_id VARCHAR NOT NULL,
    code VARCHAR NOT NULL,
    subject_id VARCHAR NOT NULL,
    object VARCHAR NOT NULL,
    decision VARCHAR NOT NULL,
    reviewer VARCHAR NOT NULL,
    role VARCHAR NOT NULL,
    reason VARCHAR NOT NULL,
    decided_at TIMESTAMPTZ NOT NULL,
    until DATE,                        -- last day of an exemption
    observed VARCHAR NOT NULL,         -- as it was shown to the reviewer
    observation_hash VARCHAR NOT NULL, -- what a returning finding is compared by
    evidence_hash VARCHAR NOT NULL,    -- of the saved pages behind it
    previous_hash VARCHAR NOT NULL,
    own_hash VARCHAR NOT NULL
);

ALTER TABLE finding_observations ADD COLUMN review VARCHAR DEFAULT 'not_needed';
