package org.ckep.trade.lists;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.ckep.kernel.problem.ProblemException;
import org.ckep.kernel.value.Language;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.trade.code.CodeCheck;
import org.ckep.trade.code.CodeLists;
import org.ckep.trade.observation.Decimals;
import org.ckep.trade.observation.Edition;
import org.ckep.web.Page;
import org.ckep.web.PageRequest;
import org.ckep.web.Paging;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** What goods are used for. */
@Path("v1")
@Tag(name = "end uses")
@Produces(MediaType.APPLICATION_JSON)
class EndUseResource {
    private static final String UNCLASSIFIED = "UNCLASSIFIED";
    private static final String NOT_SPECIFIED = "NOT_SPECIFIED";
    private static final Map<String, LocalizedText> OWN_LINES = Map.of(
            UNCLASSIFIED,
            named("Of no category", "无类别", "범주 없음"),
            NOT_SPECIFIED,
            named("Not specified by kind (999999)", "未按种类列明（999999）", "종류별로 분류되지 않음(999999)"));

    private final EndUses uses;
    private final CodeCheck codes;
    private final CodeLists lists;

    EndUseResource(EndUses uses, CodeCheck codes, CodeLists lists) {
        this.uses = uses;
        this.codes = codes;
        this.lists = lists;
    }

    @GET
    @Path("end-uses")
    @PermitAll
    @Operation(
            summary = "What commodities are used for",
            description =
                    "By Broad Economic Category, Rev. 4. Of several categories the one of the commodity's ancestor of"
                            + " HS 2012 counts, then the one set by hand, then all in equal parts; the method stands with each.")
    public Uni<RestResponse<Page<EndUse>>> list(
            @RestQuery @Parameter(description = "HS12, HS17 or HS22", required = true, example = "HS22") @Nullable
                    String edition,
            @RestQuery @Parameter(description = "Six digits", example = "854232") @Nullable String commodity,
            @BeanParam PageRequest page,
            @Context UriInfo uri) {
        Edition of = EndUseQuery.edition(edition);
        if (commodity != null && !HarmonizedCode.SIX_DIGITS.matcher(commodity).matches()) {
            throw ProblemException.invalidParameter("commodity", "The parameter 'commodity' must have six digits.");
        }
        String after = page.after().getOrDefault("code", "");
        return uses.page(of, commodity, after, page.limit() + 1)
                .map(found -> Paging.ok(
                        uri,
                        page.page(
                                found,
                                use -> Map.of(
                                        "code",
                                        use.commodity()
                                                .substring(use.commodity().indexOf('_') + 1)))));
    }

    @GET
    @Path("end-use-totals")
    @PermitAll
    @Operation(
            summary = "Trade by what the goods are used for",
            description = "The sums of a reporter's six-digit commodities with one partner in one period. Nothing is"
                    + " converted: figures of other editions are left out.")
    public Uni<EndUseTotals> totals(@BeanParam EndUseQuery.Filter filter) {
        EndUseQuery asked = EndUseQuery.of(filter);
        return codes.item("source", CodeLists.SOURCE, asked.source())
                .chain(() -> codes.area("reporter", asked.reporter()))
                .chain(reporter -> codes.area("partner", asked.partner())
                        .map(partner -> asked.withAreas(String.valueOf(reporter), String.valueOf(partner))))
                .chain(query -> uses.sums(query).chain(sums -> lists.items(CodeLists.AGENCY, "CL_END_USE")
                        .map(items -> {
                            List<EndUseTotals.Line> lines = new ArrayList<>();
                            items.forEach(item -> add(lines, item.code(), item.names(), sums.ofUses()));
                            OWN_LINES.keySet().stream()
                                    .sorted()
                                    .forEach(code -> add(
                                            lines,
                                            code,
                                            OWN_LINES.getOrDefault(code, LocalizedText.en(code)),
                                            sums.ofUses()));
                            return answer(query, lines, sums.total());
                        })));
    }

    private static LocalizedText named(String en, String zh, String ko) {
        return LocalizedText.en(en)
                .with(Language.ZH_HANS, zh, LocalizedText.Status.WORKING)
                .with(Language.KO, ko, LocalizedText.Status.WORKING);
    }

    private static void add(
            List<EndUseTotals.Line> lines, String code, LocalizedText names, Map<String, EndUseTotals.Sum> sums) {
        EndUseTotals.Sum sum = sums.get(code);
        if (sum != null) {
            lines.add(new EndUseTotals.Line(
                    code, names, Decimals.plain(sum.value()), Decimals.plain(sum.estimated()), sum.commodities()));
        }
    }

    private static EndUseTotals answer(EndUseQuery query, List<EndUseTotals.Line> lines, BigDecimal total) {
        return new EndUseTotals(
                query.reporter(),
                query.partner(),
                query.flow(),
                query.source(),
                query.edition().name(),
                query.period().toString(),
                Decimals.plain(total),
                lines);
    }
}
