-- Further kinds of artefacts of SDMX.
alter table artefact drop constraint artefact_kind_check;
alter table artefact add constraint artefact_kind_check
    check (kind in ('CODE_LIST', 'CONCEPT_SCHEME', 'AGENCY_SCHEME', 'DATA_STRUCTURE',
                    'DATA_PROVIDER_SCHEME', 'CATEGORY_SCHEME'));

-- Since when a dataset is described as it is, for the validators of structure messages.
alter table dataset add column described_at timestamptz not null default now();

-- Dataflows that offer a dataset in another structure than CKEP:DSD_BTS.
create table further_dataflow (
    id               text        primary key,
    dataset          uuid        not null references dataset,
    structure_agency text        not null,
    structure        text        not null,
    names            jsonb       not null,
    described_at     timestamptz not null default now(),
    foreign key (structure_agency, structure) references artefact
);

-- Who delivers the figures of a dataflow.
create table provision_agreement (
    id           text        primary key,
    dataflow     text        not null,
    provider     text        not null,
    -- The area whose figures the provider delivers, null where all of the dataflow come from it.
    reporter     text,
    position     integer     not null,
    names        jsonb       not null,
    described_at timestamptz not null default now()
);

create table categorisation (
    id           text        primary key,
    dataflow     text        not null,
    category     text        not null,
    names        jsonb       not null,
    described_at timestamptz not null default now()
);

insert into artefact (agency, id, kind, version, partial, names) values
    ('CKEP', 'DATA_PROVIDERS', 'DATA_PROVIDER_SCHEME', '1.0', false, trade_names('Data providers', '数据提供方', '자료 제공 기관')),
    ('CKEP', 'CAT_TRADE', 'CATEGORY_SCHEME', '1.0.0', false,
        trade_names('Trade statistics by origin of the figures', '按数据来源分类的贸易统计', '자료 출처별 무역 통계')),
    ('CKEP', 'CL_TRANSPORT_MODE', 'CODE_LIST', '1.0.0', false, trade_names('Modes of transport', '运输方式', '운송 수단')),
    ('CKEP', 'CL_ACTIVITY', 'CODE_LIST', '1.0.0', false, trade_names('Economic activities', '经济活动', '경제 활동')),
    ('CKEP', 'CL_PARTNER_TYPE', 'CODE_LIST', '1.0.0', false, trade_names('Types of partner', '伙伴方类型', '상대국 유형')),
    ('ESTAT', 'CL_TRANSFORMATION', 'CODE_LIST', '1.2', true, trade_names('Transformations', '数据变换', '변환')),
    ('UNSD', 'CS_IMTS', 'CONCEPT_SCHEME', '1.0', true,
        trade_names('Concepts of international merchandise trade statistics', '国际商品贸易统计概念', '국제 상품 무역 통계 개념')),
    ('UNSD', 'IMTS_COMPACT', 'DATA_STRUCTURE', '1.2', false,
        trade_names('International merchandise trade statistics, compact', '国际商品贸易统计（精简）', '국제 상품 무역 통계(간략)'));

insert into item (agency, scheme, code, position, names) values
    ('SDMX', 'AGENCIES', 'UNSD', 3, trade_names('United Nations Statistics Division', '联合国统计司', '유엔 통계국')),
    ('SDMX', 'AGENCIES', 'ESTAT', 4, trade_names('Eurostat', '欧盟统计局', '유럽연합 통계국')),

    ('CKEP', 'DATA_PROVIDERS', 'GACC', 1,
        trade_names('General Administration of Customs of the People''s Republic of China', '中华人民共和国海关总署', '중국 해관총서')),
    ('CKEP', 'DATA_PROVIDERS', 'KCS', 2, trade_names('Korea Customs Service', '韩国关税厅', '대한민국 관세청')),
    ('CKEP', 'DATA_PROVIDERS', 'UNSD', 3, trade_names('United Nations Statistics Division', '联合国统计司', '유엔 통계국')),

    ('CKEP', 'CAT_TRADE', 'NATIONAL', 1, trade_names('Figures of the economies'' own offices', '各经济体官方机构的数据', '각국 공식 기관의 수치')),
    ('CKEP', 'CAT_TRADE', 'INTERNATIONAL', 2, trade_names('Figures of international organisations', '国际组织的数据', '국제기구의 수치')),

    ('CKEP', 'CL_TRANSPORT_MODE', '0', 1, trade_names('All modes of transport', '全部运输方式', '모든 운송 수단')),
    ('CKEP', 'CL_ACTIVITY', '_Z', 1, trade_names('Not applicable', '不适用', '해당 없음')),
    ('CKEP', 'CL_PARTNER_TYPE', '_X', 1, trade_names('Not told by the source', '来源未说明', '출처에 명시되지 않음')),
    ('ESTAT', 'CL_TRANSFORMATION', 'N', 1, trade_names('None, figures as they are', '无（原始数值）', '없음(원수치)')),

    ('UNSD', 'CS_IMTS', 'FREQ', 1, trade_names('Frequency', '频率', '주기')),
    ('UNSD', 'CS_IMTS', 'REF_AREA', 2, trade_names('Reporting area', '报告方', '보고국')),
    ('UNSD', 'CS_IMTS', 'TRADE_FLOW', 3, trade_names('Trade flow', '贸易流向', '무역 흐름')),
    ('UNSD', 'CS_IMTS', 'COMMODITY_1', 4, trade_names('Commodity', '商品', '품목')),
    ('UNSD', 'CS_IMTS', 'COMMODITY_CUSTOM_BREAKDOWN', 5, trade_names('Further breakdown of the commodity', '商品的进一步细分', '품목 추가 분류')),
    ('UNSD', 'CS_IMTS', 'COUNTERPART_AREA_1', 6, trade_names('Partner area', '伙伴方', '상대국')),
    ('UNSD', 'CS_IMTS', 'COUNTERPART_AREA_2', 7, trade_names('Second partner area', '第二伙伴方', '제2 상대국')),
    ('UNSD', 'CS_IMTS', 'TRANSPORT_MODE_BORDER', 8, trade_names('Mode of transport at the border', '边境运输方式', '국경 통과 운송 수단')),
    ('UNSD', 'CS_IMTS', 'CUSTOMS_PROC', 9, trade_names('Customs procedure', '海关程序', '통관 절차')),
    ('UNSD', 'CS_IMTS', 'ACTIVITY', 10, trade_names('Economic activity', '经济活动', '경제 활동')),
    ('UNSD', 'CS_IMTS', 'TRANSFORMATION', 11, trade_names('Transformation', '数据变换', '변환')),
    ('UNSD', 'CS_IMTS', 'MEASURE', 12, trade_names('Measure', '度量', '측정 항목')),
    ('UNSD', 'CS_IMTS', 'TIME_PERIOD', 13, trade_names('Time period', '时期', '기간')),
    ('UNSD', 'CS_IMTS', 'OBS_VALUE', 14, trade_names('Observed value', '观测值', '관측값')),
    ('UNSD', 'CS_IMTS', 'UNIT_MULT', 15, trade_names('Unit multiplier', '单位乘数', '단위 승수')),
    ('UNSD', 'CS_IMTS', 'UNIT_MEASURE', 16, trade_names('Unit of measure', '计量单位', '측정 단위')),
    ('UNSD', 'CS_IMTS', 'OBS_STATUS', 17, trade_names('Observation status', '观测值状态', '관측치 상태')),
    ('UNSD', 'CS_IMTS', 'COMMENT_OBS', 18, trade_names('Comment on the observation', '观测值说明', '관측치 설명')),
    ('UNSD', 'CS_IMTS', 'TRADE_SYSTEM', 19, trade_names('Trade system', '贸易统计制度', '무역 통계 체계')),
    ('UNSD', 'CS_IMTS', 'COMMODITY_CUSTOM_CODE', 20, trade_names('National commodity code', '本国商品编码', '자국 품목 코드')),
    ('UNSD', 'CS_IMTS', 'COMMODITY_CUSTOM_DESC', 21, trade_names('National commodity description', '本国商品名称', '자국 품목 설명')),
    ('UNSD', 'CS_IMTS', 'COUNTERPART_AREA_1_TYPE', 22, trade_names('Type of partner', '伙伴方类型', '상대국 유형')),
    ('UNSD', 'CS_IMTS', 'COUNTERPART_AREA_1_ANNOTATION', 23, trade_names('Note on the partner', '伙伴方说明', '상대국 주석')),
    ('UNSD', 'CS_IMTS', 'COUNTERPART_AREA_2_TYPE', 24, trade_names('Type of second partner', '第二伙伴方类型', '제2 상대국 유형')),
    ('UNSD', 'CS_IMTS', 'COUNTERPART_AREA_2_ANNOTATION', 25, trade_names('Note on the second partner', '第二伙伴方说明', '제2 상대국 주석'));

update artefact set changed_at = now() where agency = 'SDMX' and id = 'AGENCIES';

insert into further_dataflow (id, dataset, structure_agency, structure, names)
select 'DF_IMTS_COMPACT_A', id, 'UNSD', 'IMTS_COMPACT',
       trade_names('Merchandise trade in the structure of the United Nations, annual, UN Comtrade',
                   '按联合国数据结构发布的商品贸易，年度，联合国商品贸易统计数据库', '유엔 자료 구조의 상품 무역, 연간, 유엔 컴트레이드')
from dataset where dataflow = 'DF_BTS_COMTRADE_A';

insert into provision_agreement (id, dataflow, provider, reporter, position, names) values
    ('PA_NATIONAL_A_GACC', 'DF_BTS_NATIONAL_A', 'GACC', 'CN', 1,
        trade_names('Annual figures of China''s customs', '中国海关年度数据', '중국 해관 연간 수치')),
    ('PA_NATIONAL_A_KCS', 'DF_BTS_NATIONAL_A', 'KCS', 'KR', 2,
        trade_names('Annual figures of Korea''s customs', '韩国海关年度数据', '한국 관세청 연간 수치')),
    ('PA_NATIONAL_M_GACC', 'DF_BTS_NATIONAL_M', 'GACC', 'CN', 3,
        trade_names('Monthly figures of China''s customs', '中国海关月度数据', '중국 해관 월간 수치')),
    ('PA_NATIONAL_M_KCS', 'DF_BTS_NATIONAL_M', 'KCS', 'KR', 4,
        trade_names('Monthly figures of Korea''s customs', '韩国海关月度数据', '한국 관세청 월간 수치')),
    ('PA_COMTRADE_A_UNSD', 'DF_BTS_COMTRADE_A', 'UNSD', null, 5,
        trade_names('Annual figures of UN Comtrade', '联合国商品贸易统计数据库年度数据', '유엔 컴트레이드 연간 수치')),
    ('PA_COMTRADE_M_UNSD', 'DF_BTS_COMTRADE_M', 'UNSD', null, 6,
        trade_names('Monthly figures of UN Comtrade', '联合国商品贸易统计数据库月度数据', '유엔 컴트레이드 월간 수치')),
    ('PA_IMTS_COMPACT_A_UNSD', 'DF_IMTS_COMPACT_A', 'UNSD', null, 7,
        trade_names('Annual figures of UN Comtrade in the structure of the United Nations',
                    '按联合国数据结构发布的联合国商品贸易统计数据库年度数据', '유엔 자료 구조의 유엔 컴트레이드 연간 수치'));

insert into categorisation (id, dataflow, category, names)
select 'CAT_' || flow.id, flow.id, case flow.source when 'NATIONAL' then 'NATIONAL' else 'INTERNATIONAL' end, flow.names
from (select dataflow as id, source, names from dataset where dataflow is not null
      union all
      select further.id, dataset.source, further.names
      from further_dataflow further join dataset on dataset.id = further.dataset) as flow;
