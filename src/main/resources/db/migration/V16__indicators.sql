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
