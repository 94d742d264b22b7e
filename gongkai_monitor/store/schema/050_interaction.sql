-- Letters without a reply and 找错 reports (model/observations/interaction.py).
CREATE TABLE open_letters (
    message_id VARCHAR NOT NULL,
    site_code VARCHAR NOT NULL,
    channel_url VARCHAR NOT NULL,
    round_id VARCHAR NOT NULL,
    observed_at TIMESTAMPTZ NOT NULL,
    fetch_id VARCHAR
);

CREATE TABLE error_reports (
    report_id VARCHAR NOT NULL,
    site_code VARCHAR NOT NULL,
    site_name VARCHAR,
    url VARCHAR,
    kind VARCHAR NOT NULL,
    description VARCHAR,
    created_at TIMESTAMPTZ NOT NULL,
    unit VARCHAR,
    handled_at TIMESTAMPTZ,
    result VARCHAR,
    state VARCHAR NOT NULL,
    reject_reason VARCHAR,
    round_id VARCHAR NOT NULL,
    observed_at TIMESTAMPTZ NOT NULL
);

ALTER TABLE messages ADD COLUMN site_code VARCHAR;
ALTER TABLE messages ADD COLUMN channel_url VARCHAR;
