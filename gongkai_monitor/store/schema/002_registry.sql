-- The register (model/registry.py), versioned: the latest changed_at of a key counts.

CREATE TABLE agencies (
    agency_code VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    parent_code VARCHAR,
    level VARCHAR NOT NULL,
    region_code VARCHAR,
    kind VARCHAR,
    supervisor_code VARCHAR,
    phone VARCHAR,
    has_services VARCHAR NOT NULL,
    aliases VARCHAR[] NOT NULL,
    changed_at TIMESTAMPTZ NOT NULL,
    is_removed BOOLEAN NOT NULL
);

CREATE TABLE sites (
    site_code VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    home_url VARCHAR NOT NULL,
    agency_code VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    status VARCHAR NOT NULL,
    remark VARCHAR,
    changed_at TIMESTAMPTZ NOT NULL,
    is_removed BOOLEAN NOT NULL
);

CREATE TABLE channels (
    site_code VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    url VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    level BIGINT NOT NULL,
    cycle_days BIGINT,
    changed_at TIMESTAMPTZ NOT NULL,
    is_removed BOOLEAN NOT NULL
);

CREATE TABLE accounts (
    account_code VARCHAR NOT NULL,
    platform VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    platform_key VARCHAR,
    home_url VARCHAR,
    certified_subject VARCHAR,
    agency_code VARCHAR NOT NULL,
    function VARCHAR NOT NULL,
    opened_on DATE,
    filed_on DATE,
    filing_status VARCHAR NOT NULL,
    deregistration_notice_url VARCHAR,
    has_interaction VARCHAR NOT NULL,
    source VARCHAR NOT NULL,
    source_url VARCHAR,
    changed_at TIMESTAMPTZ NOT NULL,
    is_removed BOOLEAN NOT NULL
);

CREATE TABLE responsibilities (
    keyword VARCHAR NOT NULL,
    agency_code VARCHAR NOT NULL,
    region VARCHAR,
    changed_at TIMESTAMPTZ NOT NULL,
    is_removed BOOLEAN NOT NULL
);

CREATE TABLE registry_changes (
    "table" VARCHAR NOT NULL,
    key VARCHAR NOT NULL,
    field VARCHAR NOT NULL,
    before VARCHAR,
    after VARCHAR,
    changed_at TIMESTAMPTZ NOT NULL
);
