-- Lists are edited by revisions: every import that changes something is one, and what a list said before stays readable.
alter table artefact add column revision integer not null default 1;

alter table item
    add column valid_from date,
    add column valid_to   date,
    add column changed_at timestamptz not null default now(),
    add check (valid_to >= valid_from);
-- Two who add codes of one list do so at instants of their own.
alter table item alter column changed_at set default clock_timestamp();

-- Every state of an item since an instant, until its next.
create table item_version (
    agency     text        not null,
    scheme     text        not null,
    code       text collate "C" not null,
    since      timestamptz not null,
    parent     text collate "C",
    kind       text,
    position   integer     not null,
    names      jsonb,
    valid_from date,
    valid_to   date,
    primary key (agency, scheme, code, since)
);

insert into item_version
select agency, scheme, code, '-infinity', parent, kind, position, names, valid_from, valid_to from item;

create function trade_keep_item() returns trigger language plpgsql as $$
begin
    insert into item_version
    values (new.agency, new.scheme, new.code, new.changed_at, new.parent, new.kind, new.position, new.names,
            new.valid_from, new.valid_to);
    return null;
end
$$;

create trigger keep_item after insert or update on item for each row execute function trade_keep_item();
-- A code is never taken away: figures may be written in it. It ends with valid_to.
revoke delete, truncate on item from ${appRole};
revoke update, delete, truncate on item_version from ${appRole};

-- Correspondences between lists: editions of the Harmonized System with each other and with Broad Economic Categories.
create table correspondence (
    id          text        primary key,
    source_list text        not null,
    target_list text        not null,
    -- True where a code has one target.
    single      boolean     not null,
    names       jsonb       not null,
    -- 0 before anything was imported.
    revision    integer     not null default 0,
    changed_at  timestamptz not null default now()
);

-- A link holds from a revision on, until the revision that took it away.
create table correspondence_link (
    correspondence text    not null references correspondence,
    source         text    collate "C" not null,
    target         text    collate "C" not null,
    since          integer not null,
    until          integer check (until > since),
    primary key (correspondence, source, target, since)
);

create unique index correspondence_link_now on correspondence_link (correspondence, source, target) where until is null;
revoke delete, truncate on correspondence_link from ${appRole};

-- Who changed which list when, and how much of it.
create table list_revision (
    list      text        not null,
    revision  integer     not null,
    at        timestamptz not null,
    side      text        not null check (side in ('CN', 'KR')),
    rows_read integer     not null,
    added     integer     not null,
    changed   integer     not null,
    removed   integer     not null,
    primary key (list, revision)
);

revoke update, delete, truncate on list_revision from ${appRole};

insert into artefact (agency, id, kind, version, partial, names) values
    ('CKEP', 'CL_BEC4', 'CODE_LIST', '1.0.0', false,
        trade_names('Broad Economic Categories, Rev. 4', '广义经济类别分类，修订本第4版', '광범위 경제 범주(BEC) 4차 개정')),
    ('CKEP', 'CL_END_USE', 'CODE_LIST', '1.0.0', false,
        trade_names('End uses of goods in the national accounts', '货物在国民账户中的最终用途', '국민계정상 재화의 최종 용도'));

insert into item (agency, scheme, code, parent, position, names) values
    ('CKEP', 'CL_BEC4', '1', null, 1, trade_names('Food and beverages', '食品和饮料', '식음료')),
    ('CKEP', 'CL_BEC4', '11', '1', 2, trade_names('Food and beverages, primary', '初级食品和饮料', '1차 식음료')),
    ('CKEP', 'CL_BEC4', '111', '11', 3, trade_names('Food and beverages, primary, mainly for industry', '主要用于工业的初级食品和饮料', '산업용 1차 식음료')),
    ('CKEP', 'CL_BEC4', '112', '11', 4, trade_names('Food and beverages, primary, mainly for household consumption', '主要用于家庭消费的初级食品和饮料', '가계 소비용 1차 식음료')),
    ('CKEP', 'CL_BEC4', '12', '1', 5, trade_names('Food and beverages, processed', '加工食品和饮料', '가공 식음료')),
    ('CKEP', 'CL_BEC4', '121', '12', 6, trade_names('Food and beverages, processed, mainly for industry', '主要用于工业的加工食品和饮料', '산업용 가공 식음료')),
    ('CKEP', 'CL_BEC4', '122', '12', 7, trade_names('Food and beverages, processed, mainly for household consumption', '主要用于家庭消费的加工食品和饮料', '가계 소비용 가공 식음료')),
    ('CKEP', 'CL_BEC4', '2', null, 8, trade_names('Industrial supplies not elsewhere specified', '未另列明的工业用品', '따로 분류되지 않은 산업용 원자재')),
    ('CKEP', 'CL_BEC4', '21', '2', 9, trade_names('Industrial supplies, primary', '初级工业用品', '1차 산업용 원자재')),
    ('CKEP', 'CL_BEC4', '22', '2', 10, trade_names('Industrial supplies, processed', '加工工业用品', '가공 산업용 원자재')),
    ('CKEP', 'CL_BEC4', '3', null, 11, trade_names('Fuels and lubricants', '燃料和润滑油', '연료와 윤활유')),
    ('CKEP', 'CL_BEC4', '31', '3', 12, trade_names('Fuels and lubricants, primary', '初级燃料和润滑油', '1차 연료와 윤활유')),
    ('CKEP', 'CL_BEC4', '32', '3', 13, trade_names('Fuels and lubricants, processed', '加工燃料和润滑油', '가공 연료와 윤활유')),
    ('CKEP', 'CL_BEC4', '321', '32', 14, trade_names('Motor spirit', '车用汽油', '자동차용 휘발유')),
    ('CKEP', 'CL_BEC4', '322', '32', 15, trade_names('Fuels and lubricants, processed, other than motor spirit', '车用汽油以外的加工燃料和润滑油', '휘발유 외 가공 연료와 윤활유')),
    ('CKEP', 'CL_BEC4', '4', null, 16, trade_names('Capital goods except transport equipment, and parts and accessories thereof', '资本货物（运输设备除外）及其零件和附件', '자본재(운송장비 제외)와 그 부분품·부속품')),
    ('CKEP', 'CL_BEC4', '41', '4', 17, trade_names('Capital goods except transport equipment', '资本货物（运输设备除外）', '자본재(운송장비 제외)')),
    ('CKEP', 'CL_BEC4', '42', '4', 18, trade_names('Parts and accessories of capital goods', '资本货物的零件和附件', '자본재의 부분품·부속품')),
    ('CKEP', 'CL_BEC4', '5', null, 19, trade_names('Transport equipment, and parts and accessories thereof', '运输设备及其零件和附件', '운송장비와 그 부분품·부속품')),
    ('CKEP', 'CL_BEC4', '51', '5', 20, trade_names('Passenger motor cars', '载客汽车', '승용차')),
    ('CKEP', 'CL_BEC4', '52', '5', 21, trade_names('Transport equipment other than passenger motor cars', '载客汽车以外的运输设备', '승용차 외 운송장비')),
    ('CKEP', 'CL_BEC4', '521', '52', 22, trade_names('Transport equipment, industrial', '工业用运输设备', '산업용 운송장비')),
    ('CKEP', 'CL_BEC4', '522', '52', 23, trade_names('Transport equipment, non-industrial', '非工业用运输设备', '비산업용 운송장비')),
    ('CKEP', 'CL_BEC4', '53', '5', 24, trade_names('Parts and accessories of transport equipment', '运输设备的零件和附件', '운송장비의 부분품·부속품')),
    ('CKEP', 'CL_BEC4', '6', null, 25, trade_names('Consumer goods not elsewhere specified', '未另列明的消费品', '따로 분류되지 않은 소비재')),
    ('CKEP', 'CL_BEC4', '61', '6', 26, trade_names('Consumer goods, durable', '耐用消费品', '내구 소비재')),
    ('CKEP', 'CL_BEC4', '62', '6', 27, trade_names('Consumer goods, semi-durable', '半耐用消费品', '준내구 소비재')),
    ('CKEP', 'CL_BEC4', '63', '6', 28, trade_names('Consumer goods, non-durable', '非耐用消费品', '비내구 소비재')),
    ('CKEP', 'CL_BEC4', '7', null, 29, trade_names('Goods not elsewhere specified', '未另列明的货物', '따로 분류되지 않은 재화')),

    ('CKEP', 'CL_END_USE', 'CAPITAL', null, 1, trade_names('Capital goods', '资本货物', '자본재')),
    ('CKEP', 'CL_END_USE', 'INTERMEDIATE', null, 2, trade_names('Intermediate goods', '中间货物', '중간재')),
    ('CKEP', 'CL_END_USE', 'CONSUMPTION', null, 3, trade_names('Consumption goods', '消费货物', '소비재')),
    ('CKEP', 'CL_END_USE', 'MIXED', null, 4, trade_names('Mixed use or not classified', '混合用途或未分类', '복합 용도 또는 미분류'));

insert into correspondence (id, source_list, target_list, single, names, revision) values
    ('HS22_HS17', 'HS22', 'HS17', false, trade_names('From HS 2022 to HS 2017', '协调制度2022年版至2017年版', 'HS 2022에서 HS 2017로'), 0),
    ('HS17_HS12', 'HS17', 'HS12', false, trade_names('From HS 2017 to HS 2012', '协调制度2017年版至2012年版', 'HS 2017에서 HS 2012로'), 0),
    ('HS12_BEC4', 'HS12', 'BEC4', false, trade_names('From HS 2012 to BEC Rev. 4', '协调制度2012年版至广义经济类别第4版', 'HS 2012에서 BEC 4차 개정으로'), 0),
    ('HS17_BEC4', 'HS17', 'BEC4', false, trade_names('From HS 2017 to BEC Rev. 4', '协调制度2017年版至广义经济类别第4版', 'HS 2017에서 BEC 4차 개정으로'), 0),
    ('HS22_BEC4', 'HS22', 'BEC4', false, trade_names('From HS 2022 to BEC Rev. 4', '协调制度2022年版至广义经济类别第4版', 'HS 2022에서 BEC 4차 개정으로'), 0),
    ('BEC4_OVERRIDE', 'HS', 'BEC4', true,
        trade_names('Commodities whose category is set by hand, by the beginning of their code', '按代码开头人工指定类别的商品', '코드 앞자리로 범주를 직접 지정한 품목'), 1),
    ('BEC4_END_USE', 'BEC4', 'END_USE', true, trade_names('From BEC Rev. 4 to end uses', '广义经济类别第4版至最终用途', 'BEC 4차 개정에서 최종 용도로'), 1);

-- Multi-component integrated circuits were merged into these headings, so the official tables link them with up to eight
-- categories; they are parts and accessories, and were nothing else before.
insert into correspondence_link (correspondence, source, target, since)
select 'BEC4_OVERRIDE', unnest(array['8541', '8542', '8524']), '42', 1
union all select 'BEC4_END_USE', unnest(array['41', '521']), 'CAPITAL', 1
union all select 'BEC4_END_USE', unnest(array['111', '121', '21', '22', '31', '322', '42', '53']), 'INTERMEDIATE', 1
union all select 'BEC4_END_USE', unnest(array['112', '122', '522', '61', '62', '63']), 'CONSUMPTION', 1
union all select 'BEC4_END_USE', unnest(array['32', '321', '51', '7']), 'MIXED', 1;

-- The categories of the six-digit codes of an edition, by the first of these that answers: the one category that its
-- table gives (SINGLE); the one of its ancestors of HS 2012 (ANCESTOR_2012); the category set by hand (OVERRIDE); all
-- that its table gives, in equal parts (EQUAL_SPLIT). A code without a link to an older edition is its own ancestor.
create function trade_categories(edition text)
returns table (code text, method text, category text, parts bigint)
language sql stable as $$
    with link as (
        select source, target from correspondence_link
        where correspondence = edition || '_BEC4' and until is null
    ), known as (
        select source as code, count(*) as parts, min(target) as category from link group by source
        union all
        select split_part(item.code, '_', 2), 0, null from item
        where agency = 'CKEP' and scheme = 'CL_COMMODITY' and kind = 'SUBHEADING'
          and item.code like edition || '\_%' and split_part(item.code, '_', 2) not in (select source from link)
    ), in_2017 as (
        select known.code, coalesce(older.target, known.code) as ancestor
        from known left join correspondence_link older
          on edition = 'HS22' and older.correspondence = 'HS22_HS17' and older.until is null and older.source = known.code
        where known.parts > 1
    ), in_2012 as (
        select in_2017.code, coalesce(older.target, in_2017.ancestor) as ancestor
        from in_2017 left join correspondence_link older
          on older.correspondence = 'HS17_HS12' and older.until is null and older.source = in_2017.ancestor
    ), inherited as (
        select in_2012.code, min(category.target) as category
        from in_2012 join correspondence_link category
          on category.correspondence = 'HS12_BEC4' and category.until is null and category.source = in_2012.ancestor
        where edition <> 'HS12'
        group by in_2012.code having count(distinct category.target) = 1
    ), set_by_hand as (
        select distinct on (known.code) known.code, hand.target as category
        from known join correspondence_link hand
          on hand.correspondence = 'BEC4_OVERRIDE' and hand.until is null and starts_with(known.code, hand.source)
        order by known.code, length(hand.source) desc
    ), settled as (
        select known.code,
               case when known.parts = 1 then 'SINGLE' when inherited.code is not null then 'ANCESTOR_2012'
                    when set_by_hand.code is not null then 'OVERRIDE' when known.parts > 1 then 'EQUAL_SPLIT' end as method,
               case when known.parts = 1 then known.category
                    else coalesce(inherited.category, set_by_hand.category) end as category,
               known.parts
        from known left join inherited using (code) left join set_by_hand using (code)
    )
    select code, method, category, 1 from settled where method <> 'EQUAL_SPLIT'
    union all
    select settled.code, method, link.target, settled.parts
    from settled join link on link.source = settled.code where method = 'EQUAL_SPLIT'
$$;
