-- How a link was asked for, what else a browser opened on its host, certificates of hosts.
ALTER TABLE link_checks ADD COLUMN way VARCHAR;
ALTER TABLE link_checks ADD COLUMN is_host_open BOOLEAN;
UPDATE link_checks SET way = CASE WHEN attempt > 1 AND method = 'GET' THEN 'headers' ELSE 'plain' END;

CREATE TABLE certificates (
    host VARCHAR NOT NULL,
    port BIGINT NOT NULL,
    checked_at TIMESTAMPTZ NOT NULL,
    state VARCHAR NOT NULL,
    error VARCHAR,
    expires_at TIMESTAMPTZ,
    round_id VARCHAR NOT NULL
);
