-- Series that are computed are granted by the fields that they are computed of; null of those whose observations are appended.
alter table series
    add column uses text[],
    -- of whose departures from its neighbours it is
    add column compares int references series (number);
update series s set uses = i.uses from indicator i where i.series = s.number;
alter table indicator drop column uses;
create index series_computed on series (dataset) where uses is not null;
alter table series
    drop constraint series_dataset_measure_place_lon_place_lat_keys_key,
    add constraint series_unique unique nulls not distinct (dataset, measure, place_lon, place_lat, keys, compares);
create unique index series_compares on series (compares) where compares is not null;

-- A neighbourhood is the series of its median departure; slices of time are as long as that series' frequency, counted from 1970.
create table neighbourhood (
    series         int primary key references series (number),
    -- slices before it are over for good; null before the first
    compared_until timestamptz,
    -- since when the first open slice waits for the lesser half of the neighbours
    waits_since    timestamptz
);

create table neighbour (
    series        int primary key references series (number),
    neighbourhood int not null references neighbourhood,
    -- its last observation when it was left out, -infinity for none; null while it takes part. It does again once it has caught up
    left_after    timestamptz
);
create index neighbour_neighbourhood on neighbour (neighbourhood);
