-- Of which series large values are known: a file of one period is held against them where it tells a small one.
create index trade_observation_large on trade_observation (series_id, value)
    where valid_to is null and value >= 10000000;
