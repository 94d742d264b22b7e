-- 工作台账: the duties of 工作要点 documents (duties/document.py), and what was done about them.

CREATE TABLE duty_documents (
    document_key VARCHAR NOT NULL,     -- 2022, or 2022-省 where a year has several
    year INTEGER NOT NULL,
    title VARCHAR NOT NULL,
    file_name VARCHAR NOT NULL,
    content_hash VARCHAR NOT NULL,     -- SHA-256 of the file
    imported_by VARCHAR NOT NULL,
    imported_at TIMESTAMPTZ NOT NULL
);
CREATE TABLE duties (
    duty_id VARCHAR NOT NULL,          -- document_key and the place in the document: 2022-05
    document_key VARCHAR NOT NULL,
    number VARCHAR NOT NULL,           -- as printed
    path VARCHAR[] NOT NULL,           -- headings above
    text VARCHAR NOT NULL,
    responsibility_text VARCHAR NOT NULL,
    deadline VARCHAR,                  -- JSON (duties/deadlines.py): the one that counts
    deadlines VARCHAR NOT NULL,        -- JSON: all of them
    lead_agencies VARCHAR[] NOT NULL,  -- as printed
    responsible_agencies VARCHAR[] NOT NULL,
    quantities VARCHAR NOT NULL,       -- JSON (duties/quantities.py)
    imported_at TIMESTAMPTZ NOT NULL
);
-- Append-only, each row holds the hash of the one before it (review/chain.py).
CREATE TABLE duty_updates (
    sequence BIGINT NOT NULL,          -- 1, 2, 3 … without a gap
    duty_id VARCHAR NOT NULL,
    state VARCHAR NOT NULL,            -- vocabulary.DutyState, never overdue
    note VARCHAR NOT NULL,
    milestone_on DATE,                 -- a day named in the duty whose part is done
    evidence_url VARCHAR NOT NULL,
    attachment VARCHAR,                -- JSON (review/trail.py): a file below the evidence folder
    recorded_by VARCHAR NOT NULL,
    role VARCHAR NOT NULL,
    recorded_at TIMESTAMPTZ NOT NULL,
    previous_hash VARCHAR NOT NULL,
    own_hash VARCHAR NOT NULL
);
