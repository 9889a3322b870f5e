-- Capacity shares are kept as they were, from now on. What they said before, nobody can say, so that it is refused and not
-- answered as if there had been none.
call ckep_keep_record_versions('capacity_share');
create table past.beginning_of (target text primary key, at timestamptz not null);
insert into past.beginning_of values ('capacity_share', clock_timestamp());
grant select on past.beginning_of to ${appRole};
