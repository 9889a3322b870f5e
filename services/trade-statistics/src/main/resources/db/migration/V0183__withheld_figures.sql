-- Figures that are there without their value, as suppressed ones are. They are few, and indicators ask for those of a
-- period, so that none of them is reckoned as no trade.
create index trade_observation_withheld on trade_observation (period, series_id)
    where value is null and value_status is not null;

create view trade_withheld with (security_invoker = true) as
select s.source, s.frequency, s.flow, s.edition, s.commodity, s.reporter, s.partner, o.period, o.valid_from, o.valid_to,
       o.value_status as status, o.net_weight, o.valuation
from trade_observation o join trade_series s on s.id = o.series_id
where o.value is null and o.value_status is not null;

comment on view trade_withheld is 'figures whose value is suppressed or missing for another reason, with the code of CL_OBS_STATUS';
