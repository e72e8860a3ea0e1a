-- Incremented as the last statement of every change of agreements, consents, rules, classification, access level, partners.
create table governance_epoch (
    only_row boolean primary key default true check (only_row),
    epoch    bigint not null
);
insert into governance_epoch (epoch) values (1);

create table partner (
    id                  text collate "C" primary key,
    names               jsonb   not null,
    competent_authority boolean not null default false
);

-- secrets of this installation, made at first start
create table installation (
    only_row      boolean primary key default true check (only_row),
    cursor_secret bytea not null
);
