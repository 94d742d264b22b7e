-- Observations: one table per record of model/observations/, append-only.

CREATE TABLE fetches (
    fetch_id VARCHAR NOT NULL,
    round_id VARCHAR NOT NULL,
    site_code VARCHAR,
    account_code VARCHAR,
    url VARCHAR NOT NULL,
    final_url VARCHAR NOT NULL,
    method VARCHAR NOT NULL,
    purpose VARCHAR NOT NULL,
    fetched_at TIMESTAMPTZ NOT NULL,
    status BIGINT NOT NULL,
    outcome VARCHAR NOT NULL,
    error VARCHAR,
    seconds DOUBLE NOT NULL,
    bytes BIGINT NOT NULL,
    content_type VARCHAR,
    charset VARCHAR,
    content_hash VARCHAR,
    sign VARCHAR,
    title VARCHAR,
    redirects BIGINT NOT NULL,
    links_hash VARCHAR,
    warc_file VARCHAR,
    warc_offset BIGINT
);

CREATE TABLE probes (
    site_code VARCHAR NOT NULL,
    url VARCHAR NOT NULL,
    probed_at TIMESTAMPTZ NOT NULL,
    is_ok BOOLEAN NOT NULL,
    status BIGINT NOT NULL,
    outcome VARCHAR NOT NULL,
    seconds_first_byte DOUBLE,
    seconds DOUBLE NOT NULL,
    final_url VARCHAR NOT NULL,
    error VARCHAR,
    round_id VARCHAR NOT NULL,
    fetch_id VARCHAR
);

CREATE TABLE site_snapshots (
    site_code VARCHAR NOT NULL,
    round_id VARCHAR NOT NULL,
    observed_at TIMESTAMPTZ NOT NULL,
    collection_state VARCHAR NOT NULL,
    cause VARCHAR NOT NULL,
    detail VARCHAR,
    home_url VARCHAR NOT NULL,
    final_url VARCHAR,
    item_count BIGINT NOT NULL,
    newest_on DATE,
    newest_title VARCHAR,
    newest_url VARCHAR,
    is_navigation_only BOOLEAN NOT NULL,
    second_level_newest_on DATE,
    second_level_complete BOOLEAN NOT NULL,
    footer_site_code VARCHAR,
    has_party_emblem BOOLEAN,
    has_error_report BOOLEAN,
    has_sponsor BOOLEAN,
    has_contact BOOLEAN,
    icp_record VARCHAR,
    police_record VARCHAR,
    channels_found BIGINT NOT NULL,
    pages_read BIGINT NOT NULL,
    fetch_id VARCHAR
);

CREATE TABLE page_tags (
    site_code VARCHAR NOT NULL,
    url VARCHAR NOT NULL,
    page_kind VARCHAR NOT NULL,
    round_id VARCHAR NOT NULL,
    observed_at TIMESTAMPTZ NOT NULL,
    tags VARCHAR NOT NULL,
    missing VARCHAR[] NOT NULL,
    fetch_id VARCHAR
);

CREATE TABLE channel_snapshots (
    site_code VARCHAR NOT NULL,
    channel_url VARCHAR NOT NULL,
    channel_name VARCHAR NOT NULL,
    is_registered BOOLEAN NOT NULL,
    round_id VARCHAR NOT NULL,
    observed_at TIMESTAMPTZ NOT NULL,
    collection_state VARCHAR NOT NULL,
    cause VARCHAR NOT NULL,
    detail VARCHAR,
    item_count BIGINT NOT NULL,
    undated_count BIGINT NOT NULL,
    newest_on DATE,
    newest_title VARCHAR,
    newest_url VARCHAR,
    pages_read BIGINT NOT NULL,
    is_complete BOOLEAN NOT NULL,
    is_empty BOOLEAN NOT NULL,
    explanation VARCHAR,
    redirects_to VARCHAR,
    family VARCHAR,
    skeleton VARCHAR,
    fetch_id VARCHAR
);

CREATE TABLE list_items (
    site_code VARCHAR NOT NULL,
    channel_url VARCHAR NOT NULL,
    item_url VARCHAR NOT NULL,
    title VARCHAR NOT NULL,
    printed_on DATE,
    date_source VARCHAR NOT NULL,
    position BIGINT NOT NULL,
    round_id VARCHAR NOT NULL,
    observed_at TIMESTAMPTZ NOT NULL,
    fetch_id VARCHAR
);

CREATE TABLE articles (
    site_code VARCHAR NOT NULL,
    channel_url VARCHAR,
    url VARCHAR NOT NULL,
    title VARCHAR,
    published_at TIMESTAMPTZ,
    published_on DATE,
    date_source VARCHAR NOT NULL,
    source VARCHAR,
    document_number VARCHAR,
    signed_on DATE,
    issuer VARCHAR,
    index_number VARCHAR,
    validity VARCHAR,
    body VARCHAR,
    link_urls VARCHAR[] NOT NULL,
    attachment_urls VARCHAR[] NOT NULL,
    content_hash VARCHAR NOT NULL,
    round_id VARCHAR NOT NULL,
    observed_at TIMESTAMPTZ NOT NULL,
    fetch_id VARCHAR
);

CREATE TABLE links (
    site_code VARCHAR NOT NULL,
    page_url VARCHAR NOT NULL,
    links_hash VARCHAR NOT NULL,
    url VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    text VARCHAR,
    is_external BOOLEAN NOT NULL,
    round_id VARCHAR NOT NULL,
    observed_at TIMESTAMPTZ NOT NULL
);

CREATE TABLE link_checks (
    site_code VARCHAR NOT NULL,
    url VARCHAR NOT NULL,
    method VARCHAR NOT NULL,
    attempt BIGINT NOT NULL,
    checked_at TIMESTAMPTZ NOT NULL,
    status BIGINT NOT NULL,
    outcome VARCHAR NOT NULL,
    sign VARCHAR,
    final_url VARCHAR NOT NULL,
    redirects BIGINT NOT NULL,
    content_type VARCHAR,
    bytes BIGINT NOT NULL,
    seconds DOUBLE NOT NULL,
    error VARCHAR,
    round_id VARCHAR NOT NULL,
    fetch_id VARCHAR
);

CREATE TABLE account_snapshots (
    account_code VARCHAR NOT NULL,
    round_id VARCHAR NOT NULL,
    observed_at TIMESTAMPTZ NOT NULL,
    collection_state VARCHAR NOT NULL,
    cause VARCHAR NOT NULL,
    detail VARCHAR,
    source VARCHAR NOT NULL,
    post_count BIGINT NOT NULL,
    newest_at TIMESTAMPTZ,
    oldest_at TIMESTAMPTZ,
    is_complete BOOLEAN NOT NULL,
    shown_name VARCHAR,
    followers BIGINT,
    fetch_id VARCHAR
);

CREATE TABLE posts (
    account_code VARCHAR NOT NULL,
    post_key VARCHAR NOT NULL,
    published_at TIMESTAMPTZ,
    title VARCHAR,
    text VARCHAR,
    url VARCHAR,
    is_repost BOOLEAN,
    is_pinned BOOLEAN NOT NULL,
    is_original BOOLEAN,
    reads BIGINT,
    likes BIGINT,
    comments BIGINT,
    reposts BIGINT,
    source VARCHAR NOT NULL,
    round_id VARCHAR NOT NULL,
    observed_at TIMESTAMPTZ NOT NULL,
    fetch_id VARCHAR
);

CREATE TABLE messages (
    message_id VARCHAR NOT NULL,
    received_at TIMESTAMPTZ NOT NULL,
    title VARCHAR NOT NULL,
    text VARCHAR,
    region VARCHAR,
    category VARCHAR,
    likes BIGINT,
    agency_code VARCHAR,
    replied_at TIMESTAMPTZ,
    reply VARCHAR,
    url VARCHAR,
    source VARCHAR NOT NULL,
    round_id VARCHAR NOT NULL,
    observed_at TIMESTAMPTZ NOT NULL
);

CREATE TABLE coverage (
    round_id VARCHAR NOT NULL,
    subject_kind VARCHAR NOT NULL,
    subject_id VARCHAR NOT NULL,
    site_code VARCHAR,
    collection_state VARCHAR NOT NULL,
    cause VARCHAR NOT NULL,
    detail VARCHAR,
    observed_at TIMESTAMPTZ NOT NULL
);

CREATE TABLE spider_runs (
    run_key VARCHAR NOT NULL,
    round_id VARCHAR NOT NULL,
    spider VARCHAR NOT NULL,
    subject VARCHAR NOT NULL,
    started_at TIMESTAMPTZ NOT NULL,
    ended_at TIMESTAMPTZ NOT NULL,
    outcome VARCHAR NOT NULL,
    requests BIGINT NOT NULL,
    pages BIGINT NOT NULL,
    bytes BIGINT NOT NULL,
    detail VARCHAR
);
