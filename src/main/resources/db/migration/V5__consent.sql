-- Append only but for superseded_at, which closes the row that a newer version replaces.
create table consent (
    id            uuid        not null,
    version       int         not null,
    owner         text collate "C" not null references partner,
    consumer      text collate "C" not null references partner,
    purposes      text[]      not null,
    actions       text[]      not null,
    fields        text[]      not null,
    row_filter    jsonb       not null,
    starts_at     timestamptz not null,
    ends_at       timestamptz,
    withdrawn_at  timestamptz,
    recorded_at   timestamptz not null,
    recorded_by   text        not null,
    superseded_at timestamptz,
    primary key (id, version),
    check (ends_at is null or ends_at > starts_at)
);
create unique index consent_current on consent (id) where superseded_at is null;

-- found by consumer and dataset, however many other consents there are
create table consent_dataset (
    consent  uuid not null,
    dataset  uuid not null references dataset,
    consumer text collate "C" not null,
    primary key (consumer, dataset, consent)
);
create index consent_dataset_consent on consent_dataset (consent);

create table idempotency (
    key        text collate "C" not null,
    operation  text        not null,
    caller     text        not null,
    -- SHA-256 of what was asked for with the key
    input      text        not null,
    result     uuid        not null,
    created_at timestamptz not null default now(),
    primary key (operation, caller, key)
);
