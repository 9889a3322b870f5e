package org.ckep.gateway.route;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouteTest {

    @ParameterizedTest
    @CsvSource({
        "/trade/v1/series, TRADE",
        "/trade, TRADE",
        "/trade/sdmx/v1/data/F/K, TRADE_SDMX",
        "/trade/sdmxx, TRADE",
        "/trade/v1/uploads, TRADE_UPLOADS",
        "/trade/v1/uploads/7/rejected, TRADE_UPLOADS",
        "/trade/v1/uploadsx, TRADE",
        "/trade/v1/codelists/CL_COMMODITY/imports, TRADE_LISTS",
        "/trade/v1/correspondences/HS17_BEC4/imports, TRADE_LISTS",
        "/trade/v1/codelistsx, TRADE",
        "/tradex, PORTAL",
        "/investment/v1/projects, INVESTMENT",
        "/partnerships/v1/sectors/SEMI/cockpit, PARTNERSHIPS",
        "/policy/v1/milestones, POLICY",
        "/events/v1/feed, EVENTS",
        "/subscriptions/v1, SUBSCRIPTIONS",
        "/.well-known/jwks.json, SIGNING_KEYS",
        "/.well-known/security.txt, NOT_PUBLIC",
        "/openapi.json, OWN",
        "/openapi/trade, OWN",
        "/asyncapi.json, ASYNC_API",
        "/asyncapi.yaml, ASYNC_API",
        "/asyncapi.yaml/x, NOT_PUBLIC",
        "/asyncapi, PORTAL",
        "/health, HEALTH",
        "/health/x, NOT_PUBLIC",
        "/q/metrics, NOT_PUBLIC",
        "/q, NOT_PUBLIC",
        "/trde/v1/series, NOT_PUBLIC",
        "/api/v2, NOT_PUBLIC",
        "/trde/sdmx/v2/data, NOT_PUBLIC",
        "/trde/sdmx/v1, NOT_PUBLIC",
        "/api/trade/v1/series, NOT_PUBLIC",
        "/api/trade/v1x, PORTAL",
        "/ko/vocabulary/terms/v1, PORTAL",
        "/projects/0190a5c4-7d1e-7c3a-9f00-0123456789ab/changes/new, PORTAL",
        "/sectors/SEMI, PORTAL",
        "/ko/v1x, PORTAL",
        "/, PORTAL",
        "/event-stream, PORTAL",
        "/event-stream/events, PORTAL_EVENTS",
        "/event-stream/eventsx, PORTAL",
        "/ko/sectors/SEMI, PORTAL",
    })
    void theFirstSegmentDecides(String path, Route route) {
        assertThat(Route.of(path)).isEqualTo(route);
    }

    /** Everything else that is posted changes something, and so does what only looks like a query. */
    @ParameterizedTest
    @CsvSource({
        "/trade/sdmx/v1/data/DF_BTS_COMTRADE_A, true",
        "/trade/sdmx/v1/data/CKEP%2CDF_BTS_COMTRADE_A/, true",
        "/trade/sdmx/v2/data/dataflow/CKEP/DF_BTS_COMTRADE_A/*, true",
        "/trade/sdmx/v1/availableconstraint/DF_BTS_COMTRADE_A, true",
        "/trade/sdmx/v2/availability/dataflow/CKEP/DF_BTS_COMTRADE_A, true",
        "/trade/sdmx/v1/data, false",
        "/trade/sdmx/v1/data/, false",
        "/trade/sdmx/v1/data//DF_BTS_COMTRADE_A, false",
        "/trade/sdmx/v1/codelist, false",
        "/trade/sdmx/v1/structure, false",
        "/trade/sdmx/v1/availability/DF_BTS_COMTRADE_A, false",
        "/trade/sdmx/v2/availableconstraint/DF_BTS_COMTRADE_A, false",
        "/trade/sdmx/v2/structure, false",
        "/trade/sdmx/v2/structure/codelist, false",
        "/trade/sdmx/v3/data/DF_BTS_COMTRADE_A, false",
        "/trade/v1/data/DF_BTS_COMTRADE_A, false",
        "/trade/v1/uploads, false",
        "/x/trade/sdmx/v1/data/DF_BTS_COMTRADE_A, false",
        "/investment/sdmx/v1/data/DF_BTS_COMTRADE_A, false",
    })
    void onlyQueriesOfSdmxArePostedToRead(String path, boolean query) {
        assertThat(Route.isPostedQuery(path)).isEqualTo(query);
    }
}
