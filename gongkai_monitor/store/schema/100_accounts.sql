-- Accounts: what a reading of a list proves, later numbers of posts, profiles, replies, checks of
-- interaction, apps and evidence brought by hand (model/observations/account.py, account_care.py).
ALTER TABLE account_snapshots ADD COLUMN collected_by VARCHAR;
ALTER TABLE account_snapshots ADD COLUMN reach_back_at TIMESTAMPTZ;
ALTER TABLE account_snapshots ADD COLUMN is_whole BOOLEAN;
ALTER TABLE account_snapshots ADD COLUMN total_count BIGINT;
ALTER TABLE account_snapshots ADD COLUMN pinned_count BIGINT;
ALTER TABLE account_snapshots ADD COLUMN list_generated_at TIMESTAMPTZ;
ALTER TABLE account_snapshots ADD COLUMN evidence_id VARCHAR;
ALTER TABLE posts ADD COLUMN time_precision VARCHAR;
ALTER TABLE posts ADD COLUMN is_own BOOLEAN;
ALTER TABLE posts ADD COLUMN source_name VARCHAR;
ALTER TABLE posts ADD COLUMN text_length BIGINT;
ALTER TABLE posts ADD COLUMN text_hash VARCHAR;
ALTER TABLE posts ADD COLUMN text_bands VARCHAR[];

CREATE TABLE post_counts (
    account_code VARCHAR NOT NULL,
    post_key VARCHAR NOT NULL,
    observed_at TIMESTAMPTZ NOT NULL,
    round_id VARCHAR NOT NULL,
    reads BIGINT,
    likes BIGINT,
    comments BIGINT,
    reposts BIGINT,
    source VARCHAR NOT NULL,
    fetch_id VARCHAR
);

CREATE TABLE post_lists (
    account_code VARCHAR NOT NULL,
    list_hash VARCHAR NOT NULL,
    round_id VARCHAR NOT NULL,
    observed_at TIMESTAMPTZ NOT NULL,
    post_keys VARCHAR[] NOT NULL,
    reach_back_at TIMESTAMPTZ,
    is_whole BOOLEAN
);

CREATE TABLE account_profiles (
    account_code VARCHAR NOT NULL,
    profile_hash VARCHAR NOT NULL,
    round_id VARCHAR NOT NULL,
    observed_at TIMESTAMPTZ NOT NULL,
    shown_name VARCHAR,
    certified_subject VARCHAR,
    shown_key VARCHAR,
    description VARCHAR,
    is_deregistered BOOLEAN,
    has_comments BOOLEAN,
    menu_items VARCHAR[],
    source VARCHAR NOT NULL,
    fetch_id VARCHAR,
    evidence_id VARCHAR
);

CREATE TABLE post_replies (
    account_code VARCHAR NOT NULL,
    comment_key VARCHAR NOT NULL,
    post_key VARCHAR,
    commented_at TIMESTAMPTZ,
    text VARCHAR,
    replied_at TIMESTAMPTZ,
    reply_text VARCHAR,
    source VARCHAR NOT NULL,
    round_id VARCHAR NOT NULL,
    observed_at TIMESTAMPTZ NOT NULL,
    fetch_id VARCHAR
);

CREATE TABLE interaction_checks (
    account_code VARCHAR NOT NULL,
    way VARCHAR NOT NULL,
    checked_at TIMESTAMPTZ NOT NULL,
    is_ok BOOLEAN,
    seen VARCHAR,
    checked_by VARCHAR,
    evidence_id VARCHAR,
    round_id VARCHAR NOT NULL,
    observed_at TIMESTAMPTZ NOT NULL,
    fetch_id VARCHAR
);

CREATE TABLE app_releases (
    account_code VARCHAR NOT NULL,
    store VARCHAR NOT NULL,
    store_url VARCHAR NOT NULL,
    round_id VARCHAR NOT NULL,
    observed_at TIMESTAMPTZ NOT NULL,
    is_listed BOOLEAN,
    version VARCHAR,
    released_on DATE,
    fetch_id VARCHAR
);

CREATE TABLE hand_evidence (
    evidence_id VARCHAR NOT NULL,
    account_code VARCHAR NOT NULL,
    taken_at TIMESTAMPTZ NOT NULL,
    taken_by VARCHAR NOT NULL,
    role VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    file_name VARCHAR NOT NULL,
    content_hash VARCHAR NOT NULL,
    byte_count BIGINT NOT NULL,
    note VARCHAR,
    round_id VARCHAR NOT NULL,
    observed_at TIMESTAMPTZ NOT NULL
);
