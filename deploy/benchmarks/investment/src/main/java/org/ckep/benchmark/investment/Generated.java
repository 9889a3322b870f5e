package org.ckep.benchmark.investment;

import org.ckep.benchmark.MeasuredService;

/**
 * Invented projects, the same in every run, written by SQL into the tables that requests would fill, with their sites,
 * sectors, parties, dates and sources. Six of ten are public, two are shared by both sides, and one is hidden by each side.
 * What the database keeps beside them, words for the search among it, it keeps as for requests.
 */
final class Generated {
    /** There are that many sites and sources. */
    static final int FEWEST = 1_000;

    private static final String HEAD_COLUMNS =
            "id, version, display_id, stewardship, owner_side, classification_level, "
                    + "classification_side, created_at, created_by, changed_at, source_ids, local_ids";

    private static final String SOURCES = """
            insert into source(%s, kind, title)
            select md5('source' || n)::uuid, 0, 'CK-SRC-' || n, 'OBSERVED', null, 'PUBLIC', null, now(), 'generated', now(),
              '{}', '{"ids": []}', 'PRESS', 'Source ' || n
            from generate_series(0, 999) n""".formatted(HEAD_COLUMNS);

    private static final String SITES = """
            insert into site(%s, title, search_key, org_urn, country, iso3166_2, city, sectors, state, unknown_reasons)
            select md5('site' || n)::uuid, 0, 'CK-SIT-' || n, 'OBSERVED', null, 'PUBLIC', null, now(), 'generated', now(),
              array[md5('source' || n)::uuid], '{"ids": []}',
              jsonb_build_object('en', jsonb_build_object('text', 'Yard ' || n, 'status', 'ORIGINAL')), 'yard ' || n,
              'urn:ckep:organisation:' || md5('org' || n %% 200)::uuid, 'CN', 'CN-JS', 'Yancheng', '{BATT}', 'IN_OPERATION', '{}'
            from generate_series(0, 999) n""".formatted(HEAD_COLUMNS);

    /** Names in three languages, made of few words, so that words are as frequent as in real titles. */
    private static final String PROJECTS = """
            insert into project(%s, edited_by, title, search_key, type, direction, modality, state, state_since, products,
              host_countries, counts_toward_aggregate, investment_amount, investment_currency, investment_basis,
              unknown_reasons)
            select md5('project' || n)::uuid, 0, 'CK-PRJ-' || n,
              case when n %% 10 < 6 then 'OBSERVED' else 'UNILATERAL' end,
              case when n %% 10 < 6 then null when n %% 2 = 0 then 'CN' else 'KR' end,
              case when n %% 10 < 6 then 'PUBLIC' else 'SIDE' end,
              case when n %% 10 < 6 then null when n %% 2 = 0 then 'CN' else 'KR' end,
              timestamptz '2024-01-01 00:00:00Z' + n * interval '7 seconds', 'generated',
              timestamptz '2024-01-01 00:00:00Z' + n * interval '7 seconds',
              array[md5('source' || n %% 1000)::uuid], '{"ids": []}', 'generated',
              jsonb_build_object(
                'en', jsonb_build_object('text', en || ' plant ' || n, 'status', 'ORIGINAL'),
                'zh-Hans', jsonb_build_object('text', zh || '工厂', 'status', 'WORKING'),
                'ko', jsonb_build_object('text', ko || ' 공장', 'status', 'WORKING')),
              lower(en) || ' plant ' || n || chr(10) || zh || '工厂' || chr(10) || ko || ' 공장',
              'GREENFIELD', 'KR_TO_CN', 'PLAN', 'PROSPECT', '2024', '{850760}', '{}', true, 1000000 + n, 'USD', 'CONTRACTED',
              '{}'
            from (select n, (array['Battery','Memory','Display','Hydrogen','Graphite','Sensor','Cathode','Robot'])[1 + n %% 8] en,
                    (array['电池','存储芯片','显示','氢能','石墨','传感器','正极','机器人'])[1 + n %% 8] zh,
                    (array['배터리','메모리','디스플레이','수소','흑연','센서','양극재','로봇'])[1 + n %% 8] ko
                  from generate_series(0, %d - 1) n) named""";

    private static final String[] PARTS = {
        "insert into project_participant(project_id, position, role, org_urn) "
                + "select md5('project' || n)::uuid, 0, 'INVESTOR', 'urn:ckep:organisation:' || md5('org' || n % 200)::uuid "
                + "from generate_series(0, %d - 1) n",
        "insert into project_sector(project_id, position, code) select md5('project' || n)::uuid, 0, "
                + "(array['SEMI','BATT','NEV','H2','AI','DIG','MIN','PREC','NEWEN','GREEN'])[1 + n / 8 % 10] "
                + "from generate_series(0, %d - 1) n",
        "insert into project_site(project_id, position, site_id) "
                + "select md5('project' || n)::uuid, 0, md5('site' || n % 1000)::uuid from generate_series(0, %d - 1) n",
        "insert into project_key_date(project_id, position, key_date, kind, date) "
                + "select md5('project' || n)::uuid, 0, 'GROUNDBREAKING', 'PLANNED', '2026-Q' || 1 + n % 4 "
                + "from generate_series(0, %d - 1) n"
    };

    /** What a side enters is its own at first. */
    private static final String RELEASES = """
            update project set classification_level = 'BILATERAL', classification_side = null
            where stewardship = 'UNILATERAL' and split_part(display_id, '-', 3)::int % 10 < 8""";

    /** One state in ten each; written at last, so that no rule of a step is passed over at the entry. */
    private static final String STATES = """
            update project set state = (array['PROSPECT','PROSPECT','ANNOUNCED','FILED','APPROVED','COMMITTED',
              'UNDER_CONSTRUCTION','COMMISSIONING','OPERATIONAL','CANCELLED'])[1 + (investment_amount::bigint / 80) % 10]
            where stewardship = 'OBSERVED'""";

    private Generated() {}

    static void into(MeasuredService service, int projects) {
        service.execute(SOURCES, SITES, PROJECTS.formatted(HEAD_COLUMNS, projects));
        for (String part : PARTS) {
            service.execute(part.replace("%d", Integer.toString(projects)));
        }
        service.execute(RELEASES, STATES, "vacuum analyze", "checkpoint");
    }
}
