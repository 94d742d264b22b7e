-- Validators of answers (conditional requests) and the complete readings of lists
-- (model/observations/request.py, ledger.py).
ALTER TABLE fetches ADD COLUMN etag VARCHAR;
ALTER TABLE fetches ADD COLUMN last_modified VARCHAR;

CREATE TABLE list_readings (
    site_code VARCHAR NOT NULL,
    channel_url VARCHAR NOT NULL,
    round_id VARCHAR NOT NULL,
    observed_at TIMESTAMPTZ NOT NULL,
    items_hash VARCHAR NOT NULL,
    item_count BIGINT NOT NULL,
    is_ordered BOOLEAN NOT NULL,
    reaches_back_to DATE,
    is_confirmed BOOLEAN NOT NULL,
    pages_read BIGINT NOT NULL,
    fetch_id VARCHAR
);

CREATE TABLE list_sets (
    site_code VARCHAR NOT NULL,
    channel_url VARCHAR NOT NULL,
    items_hash VARCHAR NOT NULL,
    item_urls VARCHAR[] NOT NULL,
    round_id VARCHAR NOT NULL,
    observed_at TIMESTAMPTZ NOT NULL
);
