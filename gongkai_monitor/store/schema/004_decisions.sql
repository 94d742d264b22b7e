-- Decisions: what an audit found at its as_of, and which runs stood behind it.

CREATE TABLE finding_observations (
    as_of TIMESTAMPTZ NOT NULL,
    finding_id VARCHAR NOT NULL,
    code VARCHAR NOT NULL,
    rule VARCHAR NOT NULL,
    title VARCHAR NOT NULL,
    effect VARCHAR NOT NULL,
    sureness VARCHAR NOT NULL,
    level VARCHAR NOT NULL,
    subject_kind VARCHAR NOT NULL,
    subject_id VARCHAR NOT NULL,
    subject_name VARCHAR NOT NULL,
    agency_code VARCHAR,
    object VARCHAR NOT NULL,
    observed VARCHAR NOT NULL,
    "limit" VARCHAR NOT NULL,
    basis VARCHAR NOT NULL,
    edition VARCHAR NOT NULL,
    edition_version VARCHAR NOT NULL,
    message VARCHAR NOT NULL,
    remedy VARCHAR NOT NULL,
    status VARCHAR NOT NULL,
    first_seen_on DATE,
    last_seen_on DATE,
    evidence VARCHAR NOT NULL         -- JSON list of model.finding.Evidence
);

CREATE TABLE verdicts (
    as_of TIMESTAMPTZ NOT NULL,
    subject_kind VARCHAR NOT NULL,
    subject_id VARCHAR NOT NULL,
    subject_name VARCHAR NOT NULL,
    agency_code VARCHAR,
    verdict VARCHAR NOT NULL,
    collection_state VARCHAR NOT NULL,
    cause VARCHAR NOT NULL,
    veto_finding_ids VARCHAR[] NOT NULL,
    disposition VARCHAR,
    reasons VARCHAR[] NOT NULL
);

CREATE TABLE audits (
    audit_id VARCHAR NOT NULL,
    as_of TIMESTAMPTZ NOT NULL,
    editions VARCHAR[] NOT NULL,
    calendar_years INTEGER[] NOT NULL, -- years whose holidays were known
    started_at TIMESTAMPTZ NOT NULL,
    ended_at TIMESTAMPTZ NOT NULL,
    finding_count BIGINT NOT NULL,
    detail VARCHAR                     -- JSON
);

-- That a result was saved for an as_of, also when it was empty: "nothing found" is not "not asked".
CREATE TABLE saved_results (
    name VARCHAR NOT NULL,             -- table of the result
    as_of TIMESTAMPTZ NOT NULL,
    row_count BIGINT NOT NULL
);

CREATE TABLE runs (
    run_id VARCHAR NOT NULL,
    started_at TIMESTAMPTZ NOT NULL,
    ended_at TIMESTAMPTZ,
    as_of TIMESTAMPTZ NOT NULL,
    outcome VARCHAR NOT NULL,
    detail VARCHAR                     -- JSON: what was and was not collected
);

CREATE TABLE loaded_batches (
    batch_id VARCHAR NOT NULL,
    fingerprint VARCHAR NOT NULL,
    loaded_at TIMESTAMPTZ NOT NULL,
    row_count BIGINT NOT NULL
);
