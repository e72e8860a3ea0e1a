-- One row an answer over non-open data, written before the answer leaves; its shape is final, the log that orders it comes on top.
create table audit_event (
    position   bigint generated always as identity primary key,
    id         uuid        not null unique,
    kind       text        not null check (kind in ('READ', 'DENIAL', 'CHANGE')),
    at         timestamptz not null,
    subject    text,
    caller     text,
    partner    text,
    purpose    text,
    justification text,
    action     text        not null,
    dataset    uuid,
    decision   jsonb,
    epoch      bigint      not null,
    release    text        not null,
    query_hash text,
    row_count  bigint,
    detail     jsonb
);
create index audit_event_dataset on audit_event (dataset, at);
