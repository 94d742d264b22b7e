-- Passages of pages that a person decides on (model/observations/content.py).
CREATE TABLE content_signs (
    site_code VARCHAR NOT NULL,
    url VARCHAR NOT NULL,
    page_url VARCHAR NOT NULL,
    channel_url VARCHAR,
    kind VARCHAR NOT NULL,
    place VARCHAR NOT NULL,
    position BIGINT NOT NULL,
    excerpt VARCHAR NOT NULL,
    found VARCHAR NOT NULL,
    detail VARCHAR,
    content_hash VARCHAR NOT NULL,
    round_id VARCHAR NOT NULL,
    observed_at TIMESTAMPTZ NOT NULL,
    fetch_id VARCHAR
);
