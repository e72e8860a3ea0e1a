-- How far each partition of the partners' topics was taken: written in the transaction that wrote what it brought, so that nothing is
-- taken twice and nothing left out, whoever is killed.
create table topic_position (
    topic     text   not null,
    partition int    not null,
    -- of the next message
    position  bigint not null,
    -- all that the partition had then was taken, and since when there was no longer break in that: nobody could be heard in between
    heard     timestamptz not null default '-infinity',
    since     timestamptz not null default '-infinity',
    primary key (topic, partition)
);

-- By which partition the series' last observations came; null for calls. Until it is read it is not known whether the series is silent.
alter table series_progress add column topic text, add column partition int;

-- Scored by a topology outside of the database, from its first observation on: nobody here scores it.
alter table series_scoring add column streamed boolean not null default false;

-- Messages of which nothing could be taken; what was not taken of a message that could be read is in observation_quarantine.
create table message_quarantine (
    id         bigint generated always as identity primary key,
    -- whose topic it came by
    partner    text        not null,
    topic      text        not null,
    partition  int         not null,
    position   bigint      not null,
    reason     text        not null,
    key        text,
    message    text,
    created_at timestamptz not null default now(),
    -- read again, it is there already
    unique (topic, partition, position)
);
create index message_quarantine_partner on message_quarantine (partner, id);
create index message_quarantine_created_at on message_quarantine using brin (created_at);
