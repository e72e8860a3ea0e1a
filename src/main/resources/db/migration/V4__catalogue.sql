create table dataset (
    id           uuid primary key,
    owner        text collate "C" not null references partner,
    -- where it was harvested from and its identity there; both null for a dataset published by hand
    source       uuid,
    source_key   text collate "C",
    kind         text        not null default 'SOURCE' check (kind in ('SOURCE', 'RESULT')),
    access_level text        not null check (access_level in ('OPEN', 'DISCOVERABLE', 'HIDDEN')),
    regime       text        not null check (regime in ('GDPR', 'LED', 'NONE')),
    secrecy      text        not null default 'NONE' check (secrecy in ('MEDICAL', 'JUDICIAL', 'STATISTICAL', 'NONE')),
    draft        jsonb       not null,
    fingerprint  text        not null,
    version      bigint      not null,
    recorded_at  timestamptz not null,
    archived_at  timestamptz,
    unique (source, source_key)
);
create index dataset_owner on dataset (owner);

-- append only: every state a dataset ever had
create table dataset_version (
    dataset      uuid        not null references dataset,
    version      bigint      not null,
    access_level text        not null,
    regime       text        not null,
    secrecy      text        not null,
    draft        jsonb       not null,
    fields       jsonb       not null,
    recorded_at  timestamptz not null,
    archived_at  timestamptz,
    primary key (dataset, version)
);

create table dataset_field (
    dataset     uuid not null references dataset,
    name        text collate "C" not null,
    position    int  not null,
    type        text not null,
    scale       int  not null default 0,
    unit        text,
    -- whether a steward said so; until then the sensitivity follows the dataset's regime
    classified  boolean not null default false,
    sensitivity text not null check (sensitivity in ('PUBLIC', 'INTERNAL', 'PERSONAL', 'SPECIAL_CATEGORY', 'IDENTIFIER')),
    primary key (dataset, name)
);
