-- What was deleted because its time was over (store/retention.py): when, where, how much, no content.
CREATE TABLE purges (
    name VARCHAR NOT NULL,             -- table
    purged_at TIMESTAMPTZ NOT NULL,
    kept_since TIMESTAMPTZ NOT NULL,   -- what is older went
    row_count BIGINT NOT NULL
);
-- Titles that platforms list as hot searches (model/observations/opinion.py).
CREATE TABLE hot_searches (
    platform VARCHAR NOT NULL,
    listed_on DATE NOT NULL,
    title VARCHAR NOT NULL,
    position BIGINT,
    heat BIGINT,
    url VARCHAR,
    source VARCHAR NOT NULL,
    round_id VARCHAR NOT NULL,
    observed_at TIMESTAMPTZ NOT NULL,
    fetch_id VARCHAR
);
