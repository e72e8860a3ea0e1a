-- Periods of a calendar as they were read from a dataset's records; never change, and stay, so that a series that is learnt anew comes
-- to the same state.
create table calendar_periods (
    id      bigint generated always as identity primary key,
    dataset uuid   not null references dataset,
    kind    text   not null check (kind in ('SCHOOL_HOLIDAYS', 'EVENT')),
    periods jsonb  not null
);

-- The calendars that a series is scored by, as its stewards chose them.
create table series_calendar (
    series     int  not null references series (number),
    position   int  not null,
    dataset    uuid not null references dataset,
    kind       text not null check (kind in ('SCHOOL_HOLIDAYS', 'EVENT')),
    from_field text not null,
    to_field   text not null,
    name_field text not null,
    -- what records were read last; null while not everybody may read them
    records    text,
    row_count  bigint,
    periods    bigint references calendar_periods,
    check ((periods is null) = (records is null)),
    primary key (series, position)
);
create index series_calendar_dataset on series_calendar (dataset);

alter table series_adjustment
    -- of the calendars, all of them
    add column periods bigint[],
    drop constraint series_adjustment_kind_check,
    add constraint series_adjustment_kind_check check (kind in ('THRESHOLD', 'SUSPENDED', 'RESUMED', 'CALENDAR')),
    drop constraint series_adjustment_cause_check,
    add constraint series_adjustment_cause_check check (cause in ('LABEL', 'DRIFT', 'PRECISION', 'STEWARD', 'RECORDS')),
    add constraint series_adjustment_periods_check check ((kind = 'CALENDAR') = (periods is not null));

-- the number of the last adjustment of its calendars, 0 before the first
alter table series_scoring add column calendar int not null default 0;
