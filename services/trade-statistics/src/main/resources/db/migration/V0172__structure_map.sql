-- How keys of ours are written in the structure of the United Nations.
insert into artefact (agency, id, kind, version, partial, names) values
    ('CKEP', 'SM_BTS_IMTS', 'STRUCTURE_MAP', '1.0.0', false,
        trade_names('Bilateral trade in the structure of the United Nations', '双边贸易转换为联合国数据结构', '양자 무역을 유엔 자료 구조로 변환')),
    ('CKEP', 'RM_AREA_IMTS', 'REPRESENTATION_MAP', '1.0.0', false,
        trade_names('Areas of the United Nations', '联合国国家和地区代码', '유엔 국가·지역 코드')),
    ('CKEP', 'RM_COMMODITY_IMTS', 'REPRESENTATION_MAP', '1.0.0', false,
        trade_names('Commodities of the United Nations', '联合国商品代码', '유엔 품목 코드'));
