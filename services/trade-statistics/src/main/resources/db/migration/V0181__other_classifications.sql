-- A code of the source list that has no link has the same code in the target list: only the exceptions are listed.
alter table correspondence add column same_code boolean not null default false;

insert into correspondence (id, source_list, target_list, single, weighted, same_code, of_links, names, revision) values
    ('HS12_HS07', 'HS12', 'HS07', false, false, false, null, trade_names('From HS 2012 to HS 2007', '协调制度2012年版至协调制度2007年版', 'HS 2012에서 HS 2007로'), 0),
    ('HS12_HS07_CONVERSION', 'HS12', 'HS07', true, false, false, 'HS12_HS07', trade_names('Conversion from HS 2012 to HS 2007, one target', '协调制度2012年版至协调制度2007年版转换表（单一目标）', 'HS 2012에서 HS 2007로의 변환표(단일 대상)'), 0),
    ('HS12_HS07_WEIGHTS', 'HS12', 'HS07', false, true, false, 'HS12_HS07', trade_names('Weights from HS 2012 to HS 2007', '协调制度2012年版至协调制度2007年版权重', 'HS 2012에서 HS 2007로의 가중치'), 0),
    ('HS22_SITC4', 'HS22', 'SITC4', false, false, false, null, trade_names('From HS 2022 to SITC Rev. 4', '协调制度2022年版至国际贸易标准分类第4版', 'HS 2022에서 SITC 4차 개정로'), 0),
    ('HS22_SITC4_CONVERSION', 'HS22', 'SITC4', true, false, false, 'HS22_SITC4', trade_names('Conversion from HS 2022 to SITC Rev. 4, one target', '协调制度2022年版至国际贸易标准分类第4版转换表（单一目标）', 'HS 2022에서 SITC 4차 개정로의 변환표(단일 대상)'), 0),
    ('HS22_SITC4_WEIGHTS', 'HS22', 'SITC4', false, true, false, 'HS22_SITC4', trade_names('Weights from HS 2022 to SITC Rev. 4', '协调制度2022年版至国际贸易标准分类第4版权重', 'HS 2022에서 SITC 4차 개정로의 가중치'), 0),
    ('HS17_SITC4', 'HS17', 'SITC4', false, false, false, null, trade_names('From HS 2017 to SITC Rev. 4', '协调制度2017年版至国际贸易标准分类第4版', 'HS 2017에서 SITC 4차 개정로'), 0),
    ('HS17_SITC4_CONVERSION', 'HS17', 'SITC4', true, false, false, 'HS17_SITC4', trade_names('Conversion from HS 2017 to SITC Rev. 4, one target', '协调制度2017年版至国际贸易标准分类第4版转换表（单一目标）', 'HS 2017에서 SITC 4차 개정로의 변환표(단일 대상)'), 0),
    ('HS17_SITC4_WEIGHTS', 'HS17', 'SITC4', false, true, false, 'HS17_SITC4', trade_names('Weights from HS 2017 to SITC Rev. 4', '协调制度2017年版至国际贸易标准分类第4版权重', 'HS 2017에서 SITC 4차 개정로의 가중치'), 0),
    ('HS07_ISIC3', 'HS07', 'ISIC3', false, false, false, null, trade_names('From HS 2007 to ISIC Rev. 3', '协调制度2007年版至国际标准行业分类第3版', 'HS 2007에서 ISIC 3차 개정로'), 0),
    ('HS07_ISIC3_CONVERSION', 'HS07', 'ISIC3', true, false, false, 'HS07_ISIC3', trade_names('Conversion from HS 2007 to ISIC Rev. 3, one target', '协调制度2007年版至国际标准行业分类第3版转换表（单一目标）', 'HS 2007에서 ISIC 3차 개정로의 변환표(단일 대상)'), 0),
    ('HS07_ISIC3_WEIGHTS', 'HS07', 'ISIC3', false, true, false, 'HS07_ISIC3', trade_names('Weights from HS 2007 to ISIC Rev. 3', '协调制度2007年版至国际标准行业分类第3版权重', 'HS 2007에서 ISIC 3차 개정로의 가중치'), 0),
    ('ISIC3_ISIC31', 'ISIC3', 'ISIC31', false, false, true, null, trade_names('From ISIC Rev. 3 to ISIC Rev. 3.1', '国际标准行业分类第3版至国际标准行业分类第3.1版', 'ISIC 3차 개정에서 ISIC 3.1차 개정로'), 0),
    ('ISIC3_ISIC31_CONVERSION', 'ISIC3', 'ISIC31', true, false, false, 'ISIC3_ISIC31', trade_names('Conversion from ISIC Rev. 3 to ISIC Rev. 3.1, one target', '国际标准行业分类第3版至国际标准行业分类第3.1版转换表（单一目标）', 'ISIC 3차 개정에서 ISIC 3.1차 개정로의 변환표(단일 대상)'), 0),
    ('ISIC3_ISIC31_WEIGHTS', 'ISIC3', 'ISIC31', false, true, false, 'ISIC3_ISIC31', trade_names('Weights from ISIC Rev. 3 to ISIC Rev. 3.1', '国际标准行业分类第3版至国际标准行业分类第3.1版权重', 'ISIC 3차 개정에서 ISIC 3.1차 개정로의 가중치'), 0),
    ('ISIC31_ISIC4', 'ISIC31', 'ISIC4', false, false, false, null, trade_names('From ISIC Rev. 3.1 to ISIC Rev. 4', '国际标准行业分类第3.1版至国际标准行业分类第4版', 'ISIC 3.1차 개정에서 ISIC 4차 개정로'), 0),
    ('ISIC31_ISIC4_CONVERSION', 'ISIC31', 'ISIC4', true, false, false, 'ISIC31_ISIC4', trade_names('Conversion from ISIC Rev. 3.1 to ISIC Rev. 4, one target', '国际标准行业分类第3.1版至国际标准行业分类第4版转换表（单一目标）', 'ISIC 3.1차 개정에서 ISIC 4차 개정로의 변환표(단일 대상)'), 0),
    ('ISIC31_ISIC4_WEIGHTS', 'ISIC31', 'ISIC4', false, true, false, 'ISIC31_ISIC4', trade_names('Weights from ISIC Rev. 3.1 to ISIC Rev. 4', '国际标准行业分类第3.1版至国际标准行业分类第4版权重', 'ISIC 3.1차 개정에서 ISIC 4차 개정로의 가중치'), 0);
