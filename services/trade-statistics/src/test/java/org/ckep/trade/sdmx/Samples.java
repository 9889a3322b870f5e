package org.ckep.trade.sdmx;

import java.time.Instant;
import java.util.List;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.trade.observation.Frequency;

/** Offerings as the database might hold them, for tests without it. */
final class Samples {
    static final Instant THEN = Instant.parse("2026-01-02T03:04:05Z");

    static final Dataflow ANNUAL = flow("DF_A", "COMTRADE_V1", Frequency.A, DataStructure.BTS);
    static final Dataflow NATIONAL = flow("DF_N", "NATIONAL", Frequency.M, DataStructure.BTS);
    static final Dataflow COMPACT = flow("DF_C", "COMTRADE_V1", Frequency.A, DataStructure.IMTS_COMPACT);

    static final Offerings OFFERINGS = new Offerings(
            List.of(ANNUAL, COMPACT, NATIONAL),
            List.of(
                    new ProvisionAgreement("PA_CN", "DF_N", "GACC", "CN", LocalizedText.en("China's"), THEN),
                    new ProvisionAgreement("PA_KR", "DF_N", "KCS", "KR", LocalizedText.en("Korea's"), THEN),
                    new ProvisionAgreement("PA_UN", "DF_A", "UNSD", null, LocalizedText.en("All"), THEN)),
            List.of(new Categorisation("CAT_A", "DF_A", "INTERNATIONAL", LocalizedText.en("Annual"), THEN)));

    private Samples() {}

    private static Dataflow flow(String id, String source, Frequency frequency, DataStructure structure) {
        return new Dataflow(id, source, frequency, structure, LocalizedText.en("Trade, " + id), THEN, THEN);
    }

    static SdmxQuery v1(String address) {
        return AddressesV1.read(RawUrl.of("/sdmx/v1/" + address, "/sdmx/v1"), OFFERINGS);
    }

    static SdmxQuery v2(String address) {
        return AddressesV2.read(RawUrl.of("/sdmx/v2/" + address, "/sdmx/v2"), OFFERINGS);
    }

    static DataQuery data(String addressV2) {
        return (DataQuery) v2("data/" + addressV2);
    }
}
