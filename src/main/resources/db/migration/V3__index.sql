-- What Elasticsearch must still be told. A row names an entity, not a state: the projection reads the current one, so that
-- delivering twice or late is harmless.
create table outbox (
    position     bigint generated always as identity primary key,
    projection   text        not null,
    entity       uuid        not null,
    -- changes who may know of the entity: search waits for these
    visibility   boolean     not null default false,
    delivered_at timestamptz
);
create index outbox_pending on outbox (projection, visibility desc, position) where delivered_at is null;
create index outbox_delivered on outbox (projection, delivered_at) where delivered_at is not null;
