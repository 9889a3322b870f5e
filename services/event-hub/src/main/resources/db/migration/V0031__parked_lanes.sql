-- What operators watch is counted every few seconds.
create index lane_parked on lane (sub) where state = 'PARKED';
create index sub_health_open on sub_health (sub) where open_n > 0;
