-- What readers know as one body of figures: one source in one frequency.
create table dataset (
    id         uuid        primary key,
    source     text        not null,
    frequency  text        not null check (frequency in ('A', 'M')),
    -- The SDMX dataflow that offers it, null where none does.
    dataflow   text        unique,
    names      jsonb       not null,
    -- Instant of the newest revision, null before the first figure.
    revised_at timestamptz,
    unique (source, frequency)
);

insert into dataset (id, source, frequency, dataflow, names) values
    ('d5a7a1c0-0001-4000-8000-000000000001', 'COMTRADE_V1', 'A', 'DF_BTS_COMTRADE_A',
        trade_names('Bilateral trade by commodity, annual, UN Comtrade', '双边商品贸易，年度，联合国商品贸易统计数据库', '양자 품목별 무역, 연간, 유엔 컴트레이드')),
    ('d5a7a1c0-0002-4000-8000-000000000002', 'COMTRADE_V1', 'M', 'DF_BTS_COMTRADE_M',
        trade_names('Bilateral trade by commodity, monthly, UN Comtrade', '双边商品贸易，月度，联合国商品贸易统计数据库', '양자 품목별 무역, 월간, 유엔 컴트레이드')),
    ('d5a7a1c0-0003-4000-8000-000000000003', 'DOTS', 'A', null,
        trade_names('Bilateral trade totals, annual, IMF Direction of Trade Statistics', '双边贸易总额，年度，国际货币基金组织贸易方向统计', '양자 무역 총액, 연간, 국제통화기금 무역방향통계')),
    ('d5a7a1c0-0004-4000-8000-000000000004', 'DOTS', 'M', null,
        trade_names('Bilateral trade totals, monthly, IMF Direction of Trade Statistics', '双边贸易总额，月度，国际货币基金组织贸易方向统计', '양자 무역 총액, 월간, 국제통화기금 무역방향통계')),
    ('d5a7a1c0-0005-4000-8000-000000000005', 'GENERATED', 'A', null,
        trade_names('Generated figures, annual', '生成的虚构数据，年度', '생성된 가상 수치, 연간')),
    ('d5a7a1c0-0006-4000-8000-000000000006', 'GENERATED', 'M', null,
        trade_names('Generated figures, monthly', '生成的虚构数据，月度', '생성된 가상 수치, 월간'));

create table trade_series (
    id        bigint generated always as identity primary key,
    source    text not null,
    frequency text not null,
    reporter  text collate "C" not null,
    flow      text collate "C" not null,
    edition   text collate "C" not null,
    commodity text collate "C" not null,
    partner   text collate "C" not null,
    unique (source, frequency, reporter, flow, edition, commodity, partner),
    foreign key (source, frequency) references dataset (source, frequency)
);

create index trade_series_commodity on trade_series (commodity, reporter, partner);
create index trade_series_partner on trade_series (partner, reporter);

-- A figure as it was known from valid_from until valid_to, in transaction time. Rows are closed, never overwritten.
create table trade_observation (
    series_id               bigint      not null references trade_series,
    period                  date        not null,
    valid_from              timestamptz not null,
    valid_to                timestamptz check (valid_to > valid_from),
    upload_id               uuid        not null,
    value                   numeric(20, 2) not null check (value >= 0),
    cif_value               numeric(20, 2),
    fob_value               numeric(20, 2),
    valuation               text        not null check (valuation in ('CIF', 'FOB', 'UNKNOWN')),
    net_weight              numeric(24, 3),
    net_weight_estimated    boolean,
    gross_weight            numeric(24, 3),
    gross_weight_estimated  boolean,
    quantity                numeric(24, 3),
    quantity_unit           text,
    quantity_estimated      boolean,
    alt_quantity            numeric(24, 3),
    alt_quantity_unit       text,
    alt_quantity_estimated  boolean,
    legacy_estimation_flag  integer,
    reported                boolean,
    aggregate               boolean,
    original_classification boolean,
    primary key (series_id, period, valid_from),
    check ((quantity is null) = (quantity_unit is null)),
    check ((alt_quantity is null) = (alt_quantity_unit is null))
);

create unique index trade_observation_current on trade_observation (series_id, period) where valid_to is null;
create index trade_observation_upload on trade_observation (upload_id);

comment on column trade_observation.value is 'primary value in USD';
comment on column trade_observation.net_weight is 'in kg';
comment on column trade_observation.gross_weight is 'in kg';

-- Uploads are staged in temporary tables of their session.
do $$
begin
    execute format('grant temporary on database %I to %I', current_database(), '${appRole}');
end
$$;
