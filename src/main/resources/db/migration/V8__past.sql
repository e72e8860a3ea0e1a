-- Which transaction made which epoch, and when. A version's row keeps the transaction that recorded it, so that a past state can be
-- read exactly, whatever the clocks of the replicas said: the newest version that was recorded by an epoch.
create table governance_change (
    epoch bigint primary key,
    xid   xid8        not null unique,
    at    timestamptz not null
);
create index governance_change_at on governance_change (at);

-- the epoch that recorded a row; null for a transaction that changed nothing of governance
create function recorded(transaction xid8) returns bigint language sql stable
    return (select epoch from governance_change where xid = transaction);

alter table dataset_version add column xid xid8 not null default pg_current_xact_id();
alter table consent add column xid xid8 not null default pg_current_xact_id();

-- every compiled state of the policies that ever decided, so that a past decision can be taken again
create table policy_release (
    sha256        text primary key,
    module        bytea       not null,
    sources       jsonb       not null,
    first_used_at timestamptz not null
);

create table partner_version (
    partner             text collate "C" not null references partner,
    version             int     not null,
    names               jsonb   not null,
    competent_authority boolean not null,
    recorded_at         timestamptz not null,
    xid                 xid8    not null default pg_current_xact_id(),
    primary key (partner, version)
);

-- Purposes form a tree of which each version is kept: a consent for a purpose covers the children it had when it was given.
create table purpose_tree (
    version int  primary key,
    xid     xid8 not null default pg_current_xact_id()
);
create table purpose (
    version         int  not null references purpose_tree,
    code            text collate "C" not null,
    parent          text collate "C",
    -- among the purposes of Directive (EU) 2016/680, article 1(1)
    law_enforcement boolean not null default false,
    names           jsonb   not null,
    primary key (version, code),
    foreign key (version, parent) references purpose
);

insert into purpose_tree (version) values (1);
insert into purpose (version, code, parent, law_enforcement, names) values
    (1, 'public-safety', null, true, '{"fr": "Tranquillité et sécurité publiques", "en": "Public tranquillity and safety"}'),
    (1, 'crime-prevention', 'public-safety', true, '{"fr": "Prévention de la délinquance", "en": "Crime prevention"}'),
    (1, 'emergency-response', 'public-safety', true, '{"fr": "Intervention d''urgence", "en": "Emergency response"}'),
    (1, 'health-service', null, false, '{"fr": "Service de santé", "en": "Health service"}'),
    (1, 'transport', null, false, '{"fr": "Transports et mobilité", "en": "Transport and mobility"}'),
    (1, 'urban-planning', null, false, '{"fr": "Aménagement urbain", "en": "Urban planning"}'),
    (1, 'statistics', null, false, '{"fr": "Statistiques et études", "en": "Statistics and studies"}'),
    (1, 'culture', null, false, '{"fr": "Culture", "en": "Culture"}'),
    (1, 'tourism', null, false, '{"fr": "Tourisme", "en": "Tourism"}');
insert into governance_change (epoch, xid, at) values (1, pg_current_xact_id(), clock_timestamp());

insert into partner_version (partner, version, names, competent_authority, recorded_at)
    select id, 1, names, competent_authority, now() from partner;
