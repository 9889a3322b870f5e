-- Figures are converted to older editions by three tables of each step: all links of the official correlation, the one
-- target that the official conversion table chooses of several, and what part of a value goes to each of several.
alter table correspondence
    -- True where each link has a weight.
    add column weighted boolean not null default false,
    -- The correspondence whose links this one chooses from.
    add column of_links text references correspondence,
    add check (not (single and weighted));

alter table correspondence_link add column weight numeric check (weight > 0 and weight <= 1);

-- Where a table comes from and from when to when its publisher says that it holds.
alter table list_revision
    add column origin     text,
    add column valid_from date,
    add column valid_to   date,
    add check (valid_to >= valid_from);

insert into correspondence (id, source_list, target_list, single, weighted, of_links, names, revision) values
    ('HS22_HS17_CONVERSION', 'HS22', 'HS17', true, false, 'HS22_HS17', trade_names('Conversion from HS 2022 to HS 2017, one target', '协调制度2022年版至2017年版转换表（单一目标）', 'HS 2022에서 HS 2017로의 변환표(단일 대상)'), 0),
    ('HS17_HS12_CONVERSION', 'HS17', 'HS12', true, false, 'HS17_HS12', trade_names('Conversion from HS 2017 to HS 2012, one target', '协调制度2017年版至2012年版转换表（单一目标）', 'HS 2017에서 HS 2012로의 변환표(단일 대상)'), 0),
    ('HS22_HS17_WEIGHTS', 'HS22', 'HS17', false, true, 'HS22_HS17', trade_names('Weights from HS 2022 to HS 2017', '协调制度2022年版至2017年版权重', 'HS 2022에서 HS 2017로의 가중치'), 0),
    ('HS17_HS12_WEIGHTS', 'HS17', 'HS12', false, true, 'HS17_HS12', trade_names('Weights from HS 2017 to HS 2012', '协调制度2017年版至2012年版权重', 'HS 2017에서 HS 2012로의 가중치'), 0);
