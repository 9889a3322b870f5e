-- Versions come and go in the order of time, so a small index of ranges finds what a revision has touched; a merge hardly
-- notices it.
create index trade_observation_changed on trade_observation
    using brin (valid_from, valid_to) with (pages_per_range = 32, autosummarize = on);
