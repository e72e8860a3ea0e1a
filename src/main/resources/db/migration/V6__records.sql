create schema records;

-- which typed table holds a dataset's records now; a reload fills a new one and moves this row
create table record_table (
    dataset    uuid primary key references dataset,
    name       text        not null,
    generation int         not null,
    row_count  bigint      not null,
    loaded_at  timestamptz not null
);

create table record_load (
    id          uuid primary key,
    dataset     uuid        not null references dataset,
    state       text        not null check (state in ('RUNNING', 'COMPLETED', 'FAILED')),
    address     text        not null,
    loaded      bigint      not null default 0,
    rejected    bigint      not null default 0,
    reason      text,
    started_at  timestamptz not null,
    ended_at    timestamptz
);
create index record_load_dataset on record_load (dataset, started_at);

create table record_rejection (
    load   uuid   not null references record_load,
    line   bigint not null,
    reason text   not null,
    raw    text   not null,
    primary key (load, line)
);

-- named areas, so that membership can be computed when records are loaded
create table area (
    code     text collate "C" primary key,
    names    jsonb not null,
    geometry jsonb not null
);
