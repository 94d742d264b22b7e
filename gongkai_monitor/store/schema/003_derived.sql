-- Derived: what was worked out from the observations. as_of says for which moment.

CREATE TABLE documents (
    document_id VARCHAR NOT NULL,
    site_code VARCHAR,
    channel_url VARCHAR,
    url VARCHAR NOT NULL,
    title VARCHAR,
    document_number VARCHAR,
    issuer VARCHAR,
    index_number VARCHAR,
    signed_on DATE,
    published_on DATE,
    validity VARCHAR,
    text VARCHAR,
    content_hash VARCHAR,
    as_of TIMESTAMPTZ NOT NULL
);

CREATE TABLE interpretations (
    interpretation_id VARCHAR NOT NULL,
    site_code VARCHAR,
    channel_url VARCHAR,
    url VARCHAR NOT NULL,
    title VARCHAR,
    published_on DATE,
    text VARCHAR,
    links VARCHAR[],
    content_hash VARCHAR,
    as_of TIMESTAMPTZ NOT NULL
);

CREATE TABLE document_links (
    document_id VARCHAR NOT NULL,
    interpretation_id VARCHAR NOT NULL,
    score DOUBLE NOT NULL,
    reasons VARCHAR[] NOT NULL,
    as_of TIMESTAMPTZ NOT NULL
);

CREATE TABLE sentiments (
    source VARCHAR NOT NULL,          -- messages | posts
    item_id VARCHAR NOT NULL,         -- message_id, or account_code/post_key
    model VARCHAR NOT NULL,
    score DOUBLE NOT NULL,
    sentiment VARCHAR NOT NULL,
    as_of TIMESTAMPTZ NOT NULL
);

CREATE TABLE hotspots (
    as_of TIMESTAMPTZ NOT NULL,
    hotspot_id VARCHAR NOT NULL,
    title VARCHAR NOT NULL,
    size BIGINT NOT NULL,
    distinct_count BIGINT,
    heat DOUBLE NOT NULL,
    voices DOUBLE,
    likes BIGINT,
    sentiment VARCHAR,
    sentiment_score DOUBLE,
    negative_ratio DOUBLE,
    growth DOUBLE,
    region VARCHAR,
    agency_code VARCHAR,
    agency_reason VARCHAR,
    first_at TIMESTAMPTZ,
    last_at TIMESTAMPTZ,
    detected_at TIMESTAMPTZ,
    answered_at TIMESTAMPTZ,
    limit_hours DOUBLE,
    elapsed_hours DOUBLE,
    clock_state VARCHAR,
    clock_from VARCHAR,
    message_ids VARCHAR[],
    examples VARCHAR[]
);

CREATE TABLE hotspot_members (
    as_of TIMESTAMPTZ NOT NULL,
    message_id VARCHAR NOT NULL,
    hotspot_id VARCHAR NOT NULL
);

CREATE TABLE statements (
    statement_id VARCHAR NOT NULL,
    hotspot_id VARCHAR,
    agency_code VARCHAR,
    title VARCHAR,
    url VARCHAR,
    published_at TIMESTAMPTZ,
    text VARCHAR,
    reasons VARCHAR[],
    as_of TIMESTAMPTZ NOT NULL
);
