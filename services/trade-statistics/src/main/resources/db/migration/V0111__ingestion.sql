-- A figure may lack its value and still have a weight: SDMX messages bring and delete each measure on its own.
alter table trade_observation alter column value drop not null;
alter table trade_observation add constraint trade_observation_measured
    check (num_nonnulls(value, net_weight, quantity) > 0);
alter table trade_observation add column value_estimated boolean;
-- The source means to replace it by a final figure.
alter table trade_observation add column provisional boolean not null default false;

insert into item (agency, scheme, code, position, names) values
    ('CKEP', 'CL_SOURCE', 'NATIONAL', 4,
        trade_names('National sources, as published by each economy''s own office', '各经济体官方机构发布的数据', '각국 공식 기관 공표치')),
    ('CKEP', 'CL_SOURCE', 'COMTRADE_LEGACY', 5,
        trade_names('UN Comtrade, legacy database', '联合国商品贸易统计数据库（旧版）', '유엔 컴트레이드(구 데이터베이스)')),
    ('CKEP', 'CL_SOURCE', 'COMTRADE_BULK', 6,
        trade_names('UN Comtrade, bulk files', '联合国商品贸易统计数据库（批量文件）', '유엔 컴트레이드(대량 파일)'));

insert into dataset (id, source, frequency, dataflow, names) values
    ('d5a7a1c0-0007-4000-8000-000000000007', 'NATIONAL', 'A', 'DF_BTS_NATIONAL_A',
        trade_names('Bilateral trade by commodity, annual, national sources', '双边商品贸易，年度，国家来源', '양자 품목별 무역, 연간, 국가별 자료')),
    ('d5a7a1c0-0008-4000-8000-000000000008', 'NATIONAL', 'M', 'DF_BTS_NATIONAL_M',
        trade_names('Bilateral trade by commodity, monthly, national sources', '双边商品贸易，月度，国家来源', '양자 품목별 무역, 월간, 국가별 자료')),
    ('d5a7a1c0-0009-4000-8000-000000000009', 'COMTRADE_LEGACY', 'A', null,
        trade_names('Bilateral trade by commodity, annual, UN Comtrade legacy', '双边商品贸易，年度，联合国商品贸易统计数据库（旧版）', '양자 품목별 무역, 연간, 유엔 컴트레이드(구)')),
    ('d5a7a1c0-0010-4000-8000-000000000010', 'COMTRADE_LEGACY', 'M', null,
        trade_names('Bilateral trade by commodity, monthly, UN Comtrade legacy', '双边商品贸易，月度，联合国商品贸易统计数据库（旧版）', '양자 품목별 무역, 월간, 유엔 컴트레이드(구)')),
    ('d5a7a1c0-0011-4000-8000-000000000011', 'COMTRADE_BULK', 'A', null,
        trade_names('Bilateral trade by commodity, annual, UN Comtrade bulk files', '双边商品贸易，年度，联合国商品贸易统计数据库（批量文件）', '양자 품목별 무역, 연간, 유엔 컴트레이드(대량)')),
    ('d5a7a1c0-0012-4000-8000-000000000012', 'COMTRADE_BULK', 'M', null,
        trade_names('Bilateral trade by commodity, monthly, UN Comtrade bulk files', '双边商品贸易，月度，联合国商品贸易统计数据库（批量文件）', '양자 품목별 무역, 월간, 유엔 컴트레이드(대량)'));

update artefact set changed_at = now() where agency = 'CKEP' and id = 'CL_SOURCE';

-- How a file was read, and how far its upload has come.
alter table upload
    add column format         text check (format in ('COMTRADE_V1', 'COMTRADE_BULK', 'COMTRADE_LEGACY', 'SDMX_CSV_1', 'SDMX_CSV_2')),
    add column charset        text,
    add column deleted        bigint not null default 0,
    add column bytes_received bigint not null default 0,
    add column bytes_expected bigint,
    add column step           text,
    add column provisional    boolean not null default false;
alter table upload drop constraint upload_check;
alter table upload add constraint upload_every_row_counted
    check (state <> 'COMPLETED'
           or rows_read = inserted + revised + unchanged + rejected + out_of_scope + replaced + deleted);

-- What the sentence of an error speaks of; its words come from the list of messages in each language.
alter table upload_error add column arguments text[];
