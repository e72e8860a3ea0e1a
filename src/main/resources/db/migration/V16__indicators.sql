-- When observations of a series that wait for late ones are settled, for lack of a further call; null where none wait. A look reads
-- those that are due alone.
alter table series_progress add column settles_at timestamptz;
update series_progress p set settles_at = p.appended_at + s.lateness_ms * interval '1 millisecond'
from series s where s.number = p.series and p.watermark < p.newest;
create index series_progress_settles on series_progress (settles_at) where settles_at is not null;

-- Since when the hub has been able to receive observations without a break, and when it last was: a silence is measured from then at
-- the earliest. One row.
create table reception (
    single boolean    primary key default true check (single),
    since timestamptz not null,
    seen  timestamptz not null
);

-- Series that are computed from their dataset's records, by the names of its fields.
create table indicator (
    series    int    primary key references series (number),
    dataset   uuid   not null references dataset,
    metric    text   not null check (metric in ('COUNT', 'MEAN')),
    field     text,
    at        text   not null,
    place     text,
    area      text,
    interval  text   not null,
    zone      text   not null,
    -- the fields that it is computed of: who is not shown each of them as it is is not shown the series
    uses      text[] not null,
    -- what records it was computed of last, null before the first time
    records   text,
    row_count bigint,
    -- when an interval is over for good next
    over_at   timestamptz,
    check ((place is null) = (area is null))
);
create index indicator_dataset on indicator (dataset);
