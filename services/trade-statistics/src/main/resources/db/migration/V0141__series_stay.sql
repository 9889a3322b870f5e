-- The reference of every figure to its series was looked up again for each row of an upload, a third of the time that
-- writing the figures took. Merges take the number of the series from the series themselves, and nobody takes one away:
-- that is what keeps the reference true now.
alter table trade_observation drop constraint trade_observation_series_id_fkey;
revoke delete, truncate on trade_series from ${appRole};
