-- How far each message board was read (model/observations/interaction.py).
CREATE TABLE board_readings (
    site_code VARCHAR NOT NULL,
    channel_url VARCHAR NOT NULL,
    round_id VARCHAR NOT NULL,
    observed_at TIMESTAMPTZ NOT NULL,
    collection_state VARCHAR NOT NULL,
    cause VARCHAR NOT NULL,
    detail VARCHAR,
    pages_read BIGINT NOT NULL,
    listed_count BIGINT NOT NULL,
    asked_count BIGINT NOT NULL,
    read_count BIGINT NOT NULL,
    unread_count BIGINT NOT NULL,
    known_count BIGINT NOT NULL,
    open_count BIGINT NOT NULL,
    answered_count BIGINT NOT NULL,
    unknown_count BIGINT NOT NULL,
    fetch_id VARCHAR
);
-- What was deleted because a person asked for it (privacy/deletion.py): hashes only, no content.
CREATE TABLE deletions (
    id_hash VARCHAR NOT NULL,          -- SHA-256 of the message's id
    url_hash VARCHAR,                  -- SHA-256 of its address, when it has one
    source VARCHAR NOT NULL,
    received_on DATE,                  -- so that counts by day can be made again
    was_answered BOOLEAN,
    deleted_at TIMESTAMPTZ NOT NULL,
    deleted_by VARCHAR NOT NULL,
    reason VARCHAR NOT NULL
);
