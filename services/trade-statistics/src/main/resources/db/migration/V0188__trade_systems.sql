-- Which trade system a source tells of a reporter, by the structure an attribute of the reporting area alone. Each
-- statement holds from its instant until the next one, an instant like those of trade_observation.
create table trade_system (
    source     text not null,
    frequency  text not null,
    reporter   text collate "C" not null,
    valid_from timestamptz not null,
    system     text not null check (system in ('G', 'S', '_X')),
    brought_by uuid not null,
    primary key (source, frequency, reporter, valid_from),
    foreign key (source, frequency) references dataset (source, frequency)
);

comment on column trade_system.system is 'G general, S special, _X told no more';
comment on column trade_system.brought_by is 'the upload or the release';
revoke update, delete, truncate on trade_system from ${appRole};

-- Who tells it: what one upload or release told last and has not taken back. A statement that is taken back leaves that of
-- whoever else still tells it.
create table trade_system_teller (
    source    text not null,
    frequency text not null,
    reporter  text collate "C" not null,
    told_by   uuid not null,
    told_at   timestamptz not null,
    system    text not null check (system in ('G', 'S', '_X')),
    primary key (source, frequency, reporter, told_by),
    foreign key (source, frequency) references dataset (source, frequency)
);

comment on column trade_system_teller.told_by is 'the upload or the release';

-- What a release will tell, seen by its side alone until then.
create table release_trade_system (
    release_id uuid not null references release,
    frequency  text not null check (frequency in ('A', 'M')),
    reporter   text collate "C" not null,
    system     text not null check (system in ('G', 'S', '_X')),
    primary key (release_id, frequency, reporter)
);

alter table release_trade_system enable row level security;
alter table release_trade_system force row level security;
create policy with_release on release_trade_system
    using (ckep_is_system() or release_id in (select id from release));
