-- A status that says something of a value has one. Figures of before are not read again; an earlier status that no longer
-- stands without a value (N) can be replaced.
alter table trade_observation add constraint trade_observation_value_status
    check (value is not null or value_status in ('B', 'H', 'J', 'L', 'M', 'O', 'Q', 'S') or valid_to is not null) not valid;
alter table trade_observation add constraint trade_observation_net_weight_status
    check (net_weight is not null or net_weight_status in ('B', 'H', 'J', 'L', 'M', 'O', 'Q', 'S') or valid_to is not null) not valid;
alter table trade_observation add constraint trade_observation_quantity_status
    check (quantity is not null or quantity_status in ('B', 'H', 'J', 'L', 'M', 'O', 'Q', 'S') or valid_to is not null) not valid;
