-- what keys of hashed values are derived from
alter table installation add column mask_secret bytea;

-- what was appended, so that every replica with subscribers can tell them; kept for an hour
create table record_change (
    position bigint generated always as identity primary key,
    dataset  uuid        not null references dataset,
    -- the generation's table that holds the rows
    name     text        not null,
    records  uuid[]      not null,
    at       timestamptz not null default now()
);
-- appends to one dataset queue, so that their positions are in the order of their commits
create index record_change_dataset on record_change (dataset, position);
create index record_change_at on record_change using brin (at);

-- the end of a download, by the event of its beginning
create index audit_event_began on audit_event ((detail ->> 'beganAs')) where detail ->> 'beganAs' is not null;

-- what became of one call of appendRecords; a repeated call is answered from here, as long as its key is kept
create table record_append (
    id         uuid primary key,
    dataset    uuid        not null references dataset,
    appended   int         not null,
    rejected   jsonb       not null,
    created_at timestamptz not null default now()
);
create index record_append_created_at on record_append using brin (created_at);
create index idempotency_created_at on idempotency using brin (created_at);
