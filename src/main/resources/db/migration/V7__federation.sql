create table harvest_source (
    id                   uuid primary key,
    owner                text collate "C" not null references partner,
    address              text        not null,
    format               text        not null check (format in ('RDF', 'CKAN')),
    default_access_level text        not null,
    default_regime       text        not null,
    registered_at        timestamptz not null,
    registered_by        text        not null,
    unique (owner, address)
);

create table harvest_run (
    id          uuid primary key,
    source      uuid        not null references harvest_source,
    state       text        not null check (state in ('RUNNING', 'COMPLETED', 'FAILED')),
    code        text,
    reason      text,
    read        int         not null default 0,
    created     int         not null default 0,
    updated     int         not null default 0,
    unchanged   int         not null default 0,
    archived    int         not null default 0,
    quarantined int         not null default 0,
    started_at  timestamptz not null,
    ended_at    timestamptz
);
-- two runs of one source at once would sweep each other's datasets
create unique index harvest_run_running on harvest_run (source) where state = 'RUNNING';
create index harvest_run_source on harvest_run (source, started_at);

create table harvest_item (
    run      uuid not null references harvest_run,
    position int  not null,
    key      text,
    reason   text not null,
    raw      text not null,
    primary key (run, position)
);
