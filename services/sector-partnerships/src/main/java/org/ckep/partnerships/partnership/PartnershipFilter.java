package org.ckep.partnerships.partnership;

import jakarta.ws.rs.QueryParam;
import java.util.List;
import org.ckep.kernel.claim.Modality;
import org.ckep.partnerships.organisation.OrganisationSide;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** Filters of the list of partnerships; those left out leave nothing out, except that expectations stay out. */
class PartnershipFilter {
    @QueryParam("sector")
    @Parameter(description = "Code of a sector", example = "SEMI")
    @Nullable
    String sector;

    @QueryParam("party")
    @Parameter(description = "URN of an organisation that takes part, under any URN it has had")
    @Nullable
    String party;

    @QueryParam("side")
    @Parameter(description = "Only with a party of this side", example = "KR")
    @Nullable
    OrganisationSide side;

    @QueryParam("state")
    @Parameter(description = "How far it has come; EXPECTED asks for expectations", example = "EXPLORING")
    @Nullable
    StateName state;

    @QueryParam("modality")
    @Parameter(
            description = "In which mood it is told; may be given several times. EXPECTATION and OPINION are left out "
                    + "unless asked for")
    @Nullable
    List<Modality> modality;

    @QueryParam("kind")
    @Parameter(description = "What the parties do together", example = "JOINT_VENTURE")
    @Nullable
    PartnershipKind kind;

    @QueryParam("namedCounterparty")
    @Parameter(
            description = "false: only those with a party without a name, which asks for expectations too; "
                    + "true: only those whose parties all have names")
    @Nullable
    Boolean namedCounterparty;

    @QueryParam("thirdMarket")
    @Parameter(description = "ISO 3166-1 code of a third country, or ANY for joint work in any", example = "VN")
    @Nullable
    String thirdMarket;

    @QueryParam("localId")
    @Parameter(description = "Id in another register, as scheme:value", example = "ckep-seed:PAR-HMC-BAIC")
    @Nullable
    String localId;

    @QueryParam("q")
    @Parameter(description = "Text in the title, in any language", example = "packaging")
    @Nullable
    String q;

    /** For the REST runtime. */
    PartnershipFilter() {}

    /** The modalities asked for; empty where the request does not say. */
    List<Modality> modalities() {
        return modality == null ? List.of() : modality;
    }

    /**
     * True where the request asks for expectations in some way: by a modality, by a state, or by parties without names,
     * who are legal hardly anywhere else.
     */
    boolean asksForExpectations() {
        return !modalities().isEmpty() || state != null || Boolean.FALSE.equals(namedCounterparty);
    }
}
