package org.ckep.investment.reconciliation;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.util.List;
import org.ckep.investment.export.Csv;
import org.ckep.investment.export.Exports;
import org.ckep.kernel.access.Viewer;
import org.ckep.records.Register;
import org.ckep.records.reconciliation.AgreedRates;
import org.ckep.records.reconciliation.Breaks;
import org.ckep.records.reconciliation.Reconciliation;
import org.ckep.web.CurrentViewer;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestMulti;

/** Breaks and cycles of reconciliation as files. */
@Path("v1")
@Produces(Csv.MEDIA_TYPE)
@Tag(name = "Exports")
class ReconciliationExportResource {
    private static final List<String> BREAKS = List.of(
            "urn",
            "record",
            "pair",
            "state",
            "cn",
            "cn.amount",
            "cn.currency",
            "cn.basis",
            "kr",
            "kr.amount",
            "kr.currency",
            "kr.basis",
            "delta",
            "suggested",
            "assigned",
            "reason",
            "explainedBy",
            "words.en",
            "words.zh-Hans",
            "words.ko",
            "agreed",
            "openedAt",
            "dueOn",
            "settledAt",
            "members");
    private static final List<String> CYCLES = List.of(
            "urn",
            "closedAt",
            "month",
            "policyVersion",
            "rates.from",
            "rates.to",
            "rates.rate",
            "pairs.MATCHED",
            "pairs.WITHIN_TOLERANCE",
            "pairs.NOT_COMPARABLE",
            "pairs.BREAK",
            "pairs.ONE_SIDED",
            "pairs.AGREED_DIFFERENCE");

    private static final List<String> RATES = List.of(
            "month",
            "side",
            "agreedAt",
            "rates.from",
            "rates.to",
            "rates.rate",
            "agreed.from",
            "agreed.to",
            "agreed.rate",
            "hash");

    private final Register register;
    private final Breaks breaks;
    private final Reconciliation reconciliation;
    private final AgreedRates rates;
    private final CurrentViewer viewer;
    private final ObjectMapper json;

    ReconciliationExportResource(
            Register register,
            Breaks breaks,
            Reconciliation reconciliation,
            AgreedRates rates,
            CurrentViewer viewer,
            ObjectMapper json) {
        this.register = register;
        this.breaks = breaks;
        this.reconciliation = reconciliation;
        this.rates = rates;
        this.viewer = viewer;
        this.json = json;
    }

    @GET
    @Path("breaks.csv")
    @PermitAll // Rows are filtered by viewer; who may not read both sides' figures sees none.
    @Operation(summary = "All breaks as CSV")
    public RestMulti<byte[]> breaks(@BeanParam BreakFilter filter) {
        Viewer reader = viewer.get();
        Breaks.Filter asked = filter.parsed();
        return Exports.file(
                "breaks.csv",
                page -> register.read(reader, session -> breaks.page(session, reader, asked, page)),
                new Csv<>(json, BREAKS));
    }

    @GET
    @Path("reconciliation-cycles.csv")
    @PermitAll // Who may not read both sides' figures is refused.
    @Operation(summary = "The cycles of reconciliation as CSV")
    public RestMulti<byte[]> cycles() {
        Viewer reader = viewer.get();
        return Exports.whole(
                "reconciliation-cycles.csv",
                () -> register.read(reader, session -> reconciliation.cycles(session, reader)),
                new Csv<>(json, CYCLES));
    }

    @GET
    @Path("reconciliation-rates.csv")
    @PermitAll // Who may not read both sides' figures is refused.
    @Operation(summary = "Both sides' monthly rates as CSV")
    public RestMulti<byte[]> rates() {
        Viewer reader = viewer.get();
        return Exports.whole(
                "reconciliation-rates.csv",
                () -> register.read(reader, session -> rates.list(session, reader)),
                new Csv<>(json, RATES));
    }
}
