-- Readings of attachments (model/observations/content.py).
CREATE TABLE file_reads (
    site_code VARCHAR NOT NULL,
    url VARCHAR NOT NULL,
    page_url VARCHAR NOT NULL,
    channel_url VARCHAR,
    state VARCHAR NOT NULL,
    detail VARCHAR,
    characters BIGINT NOT NULL,
    bytes BIGINT NOT NULL,
    content_hash VARCHAR,
    round_id VARCHAR NOT NULL,
    observed_at TIMESTAMPTZ NOT NULL,
    fetch_id VARCHAR
);
