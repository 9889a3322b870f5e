-- Several events of a lane may be given up before one is taken: each is told.
alter table lane add column gaps bigint[] not null default '{}';
update lane set gaps = array[gap] where gap is not null;
alter table lane drop column gap;

-- Until when an endpoint asked to be left alone, whatever is for it.
alter table sub_health add column rest_until timestamptz not null default 'epoch';
create index sub_health_rated on sub_health (sub) where rate_per_minute is not null;
