-- What may be counted of a dataset with personal data. Append only but for superseded_at.
create table cube (
    dataset       uuid        not null references dataset,
    version       int         not null,
    definition    jsonb       not null,
    recorded_at   timestamptz not null,
    recorded_by   text        not null,
    xid           xid8        not null default pg_current_xact_id(),
    superseded_at timestamptz,
    primary key (dataset, version)
);
create unique index cube_current on cube (dataset) where superseded_at is null;

-- one table a snapshot: a row a unit and finest cell
create schema cubes;

-- which snapshot is answered from, and what the records looked like when it was last compared with them
create table cube_snapshot (
    dataset      uuid        primary key references dataset,
    version      int         not null,
    number       int         not null,
    taken_at     timestamptz not null,
    units        bigint      not null,
    records      text        not null,
    record_count bigint      not null
);

-- the budget: every different table that a partner was given; '' stands for citizens
create table cube_question (
    dataset  uuid        not null references dataset,
    partner  text collate "C" not null,
    question text collate "C" not null,
    asked_at timestamptz not null,
    primary key (dataset, partner, question)
);

-- of which the keys of noise are derived; who had it could take the noise away
create table disclosure_secret (
    only_row boolean primary key default true check (only_row),
    secret   bytea not null
);
insert into disclosure_secret (secret)
values (sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())));
