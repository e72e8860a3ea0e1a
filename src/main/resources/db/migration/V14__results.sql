-- What people say of anomalies, one after the other; the last one counts.
create table anomaly_label (
    anomaly    uuid        not null references anomaly on delete cascade,
    -- from 1
    version    int         not null,
    label      text        not null check (label in ('TRUE', 'FALSE', 'EXPECTED_EVENT')),
    note       text,
    -- what it did to the series' strictness: less than it stands for at either end, and that is what relabelling takes back
    step       int         not null,
    by_subject text        not null,
    by_name    text        not null,
    at         timestamptz not null,
    primary key (anomaly, version)
);
-- the last one, and how many there are
alter table anomaly add column label text, add column labels int not null default 0;

-- What changed in how a series is scored, and from which of its observations on; kept for ever, so that a series that is learnt anew
-- comes to the same state.
create table series_adjustment (
    series     int         not null references series (number),
    -- from 1
    number     int         not null,
    -- the last observation that was scored without it
    after      timestamptz,
    kind       text        not null check (kind in ('THRESHOLD', 'SUSPENDED', 'RESUMED')),
    -- null of the threshold
    detector   text,
    strictness int,
    cause      text        not null check (cause in ('LABEL', 'DRIFT', 'PRECISION', 'STEWARD')),
    -- null where the hub made it by itself
    by_subject text,
    at         timestamptz not null,
    primary key (series, number)
);

-- as of the last adjustment
alter table series_scoring
    add column strictness  int    not null default 0,
    add column suspended   text[] not null default '{}',
    add column adjustments int    not null default 0;

-- the owner's inbox: what the hub did to their data by itself
create index audit_event_own_accord on audit_event (position) where kind = 'CHANGE' and subject is null;

-- What a result was computed from. It is governed by the strictest of these, but for what a release gives it.
create table dataset_source (
    result uuid not null references dataset,
    source uuid not null references dataset,
    primary key (result, source)
);
create index dataset_source_source on dataset_source (source);

-- What two stewards said of a result; never changes.
create table result_release (
    id                 uuid primary key,
    dataset            uuid        not null references dataset,
    access_level       text        not null check (access_level in ('OPEN', 'DISCOVERABLE', 'HIDDEN')),
    -- by language: until it is confirmed, the result is named after nothing
    titles             jsonb       not null,
    method             text        not null,
    minimum_group_size int         check (minimum_group_size > 1),
    legal_basis        text,
    -- those that its sources were shared under when it was proposed: when one ends, it is frozen
    agreements         uuid[]      not null,
    -- how often releases of the result had been confirmed or frozen when it was proposed: once more, and it is stale
    decided            int         not null
);
create index result_release_dataset on result_release (dataset);
create table result_release_step (
    release    uuid        not null references result_release,
    -- from 1: the release's version
    number     int         not null,
    state      text        not null check (state in ('PROPOSED', 'CONFIRMED', 'REPLACED', 'FROZEN')),
    -- null where the hub did it by itself
    by_subject text,
    by_name    text,
    at         timestamptz not null,
    primary key (release, number)
);

-- the one in force, null where a dataset is none or is governed by its sources alone
alter table dataset add column release uuid references result_release;
alter table dataset_version add column release uuid;
create index dataset_release on dataset (release) where release is not null;
