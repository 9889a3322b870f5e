-- Indicators read all products of one partner (often the world), of one reporter or of all: one range of this index each.
drop index trade_series_partner;
create index trade_series_partner on trade_series (partner, source, frequency, flow, edition, reporter, commodity);
