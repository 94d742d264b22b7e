-- What the inspection of a site saw: one row per site, item and round.

CREATE TABLE site_inspections (
    site_code VARCHAR NOT NULL,
    item VARCHAR NOT NULL,
    result VARCHAR NOT NULL,
    cause VARCHAR NOT NULL,
    detail VARCHAR NOT NULL,
    url VARCHAR,
    measured DOUBLE,
    round_id VARCHAR NOT NULL,
    observed_at TIMESTAMPTZ NOT NULL,
    fetch_id VARCHAR
);
