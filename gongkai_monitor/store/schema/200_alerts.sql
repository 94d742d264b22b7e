-- One notion of level: what is announced is the 研判等级 of the register and the thresholds.
ALTER TABLE hotspots DROP COLUMN heat_level;
ALTER TABLE hotspot_announcements DROP COLUMN heat_level;
ALTER TABLE hotspot_announcements ADD COLUMN alert_id VARCHAR;     -- NULL: announced before delivery
ALTER TABLE hotspot_announcements ADD COLUMN risk_level VARCHAR;   -- vocabulary.RiskLevel
ALTER TABLE hotspot_announcements ADD COLUMN limit_hours DOUBLE;
ALTER TABLE hotspot_announcements ADD COLUMN body VARCHAR;         -- what a person is told, masked

-- Append-only: every attempt is two rows, begun and how it ended; the newest row counts.
CREATE TABLE alerts_sent (
    alert_id VARCHAR NOT NULL,
    hotspot_id VARCHAR NOT NULL,
    recipient VARCHAR NOT NULL,        -- name in the settings; never its address
    attempt BIGINT NOT NULL,
    recorded_at TIMESTAMPTZ NOT NULL,
    outcome VARCHAR NOT NULL,          -- vocabulary.AlertOutcome
    detail VARCHAR                     -- why it failed, in our own words
);
