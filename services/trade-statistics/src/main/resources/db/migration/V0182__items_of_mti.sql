-- Korea's ministry lists items (MTI) by beginnings of codes, which overlap. The longest beginning of a code counts and so
-- takes the code out of the item of any shorter one; NONE takes it out of every item.
insert into correspondence (id, source_list, target_list, single, names, revision) values
    ('HS_MTI', 'HS', 'MTI', true,
        trade_names('From the beginning of HS codes to items of MTI', '按协调制度编码开头至韩国MTI商品分类', 'HS 코드 앞자리에서 MTI 품목으로'), 0);
