-- What was read of comments and messages, and what was not (model/observations/account_care.py).
CREATE TABLE interaction_readings (
    account_code VARCHAR NOT NULL,
    way VARCHAR NOT NULL,
    round_id VARCHAR NOT NULL,
    observed_at TIMESTAMPTZ NOT NULL,
    collection_state VARCHAR NOT NULL,
    cause VARCHAR NOT NULL,
    detail VARCHAR,
    asked_count BIGINT NOT NULL,
    read_count BIGINT NOT NULL,
    shown_count BIGINT,
    item_count BIGINT NOT NULL,
    answered_count BIGINT,
    unknown_count BIGINT,
    source VARCHAR NOT NULL,
    fetch_id VARCHAR
);

CREATE TABLE message_counts (
    account_code VARCHAR NOT NULL,
    counted_on DATE NOT NULL,
    round_id VARCHAR NOT NULL,
    observed_at TIMESTAMPTZ NOT NULL,
    message_count BIGINT NOT NULL,
    source VARCHAR NOT NULL,
    fetch_id VARCHAR
);
