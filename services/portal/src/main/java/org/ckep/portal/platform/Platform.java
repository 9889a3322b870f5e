package org.ckep.portal.platform;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.WebApplicationException;
import java.util.Collection;
import java.util.List;
import org.ckep.kernel.id.Urn;
import org.ckep.portal.session.Visitor;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Asks the gateway on a visitor's behalf; a source that is down becomes an answer, never a broken page. */
@ApplicationScoped
public class Platform {
    private static final Logger LOG = Logger.getLogger(Platform.class);
    private static final String CN_KR_RELATION = Urn.CN_KR_RELATION.toString();
    private static final int LIST_LIMIT = 50;
    private static final int OVERVIEW_LIMIT = 10;
    private static final int ALL_SECTORS = 100;
    private static final int MOST_SOURCES = 20;
    private static final int REFUSED = 400;
    private static final int NOT_FOUND = 404;

    private static final String SEARCH = "q";

    private final GatewayClient gateway;
    private final ObjectMapper json;

    Platform(@RestClient GatewayClient gateway, ObjectMapper json) {
        this.gateway = gateway;
        this.json = json;
    }

    /** Both sides' bilateral totals beside each other, a row per year. */
    public Uni<Answer> bilateralTotals(Visitor visitor) {
        return answer(gateway.bilateralTotals(asking(visitor)));
    }

    /** What is claimed about the trade between the two countries. */
    public Uni<Answer> tradeClaims(Visitor visitor) {
        return answer(gateway.tradeClaims(asking(visitor), CN_KR_RELATION));
    }

    /** Numbers of projects by state, sector and direction. */
    public Uni<Answer> pipeline(Visitor visitor) {
        return answer(gateway.pipeline(asking(visitor)));
    }

    /**
     * A page of projects. Null filters do not filter.
     *
     * @param search words that each have to be found; what cannot be searched is {@link Answer.Refused}
     */
    public Uni<Answer> projects(
            Visitor visitor,
            @Nullable String search,
            @Nullable String state,
            @Nullable String sector,
            @Nullable String after) {
        Uni<JsonNode> projects = gateway.projects(asking(visitor), search, state, sector, LIST_LIMIT, after);
        return search == null
                ? answer(projects)
                : answered(projects)
                        .onFailure(failure -> hasStatus(failure, REFUSED) && isAbout(SEARCH, failure))
                        .recoverWithItem(new Answer.Refused())
                        .plug(Platform::orUnavailable);
    }

    /** A page of milestones. Null filters do not filter. */
    public Uni<Answer> milestones(
            Visitor visitor, @Nullable String state, @Nullable String sector, @Nullable String after) {
        return answer(gateway.milestones(asking(visitor), state, sector, LIST_LIMIT, after));
    }

    /** One milestone by its id. */
    public Uni<Answer> milestone(Visitor visitor, String id) {
        return answer(gateway.milestone(asking(visitor), id));
    }

    /** The first engagements of the register's own order. */
    public Uni<Answer> engagements(Visitor visitor) {
        return answer(gateway.engagements(asking(visitor), OVERVIEW_LIMIT));
    }

    /** All sectors. */
    public Uni<Answer> sectors(Visitor visitor) {
        return answer(gateway.sectors(asking(visitor), ALL_SECTORS));
    }

    /** Everything about a sector. */
    public Uni<Answer> cockpit(Visitor visitor, String code) {
        return answer(gateway.cockpit(asking(visitor), code));
    }

    /**
     * Sources of a register.
     *
     * @param register first part of the register's routes
     * @param urns names of the sources; of very many only the first ones are looked up
     * @return those that were answered
     */
    public Uni<List<JsonNode>> sources(Visitor visitor, String register, Collection<String> urns) {
        if (urns.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        List<Uni<Answer>> questions = urns.stream()
                .limit(MOST_SOURCES)
                .map(urn -> answer(gateway.source(
                        asking(visitor), register, Urn.parse(urn).uuid().toString())))
                .toList();
        return Uni.join().all(questions).andFailFast().map(answers -> answers.stream()
                .map(Answer::content)
                .filter(JsonNode::isObject)
                .toList());
    }

    private static OnBehalf asking(Visitor visitor) {
        return new OnBehalf(visitor.authorization(), visitor.networkAddress());
    }

    private static Uni<Answer> answer(Uni<JsonNode> question) {
        return orUnavailable(answered(question));
    }

    private static Uni<Answer> answered(Uni<JsonNode> question) {
        return KeptConnections.asking(question)
                .<Answer>map(Answer.Given::new)
                .onFailure(failure -> hasStatus(failure, NOT_FOUND))
                .recoverWithItem(new Answer.NotFound());
    }

    private static Uni<Answer> orUnavailable(Uni<Answer> answer) {
        return answer.onFailure().recoverWithItem(failure -> {
            LOG.warnf("the gateway did not answer: %s", failure.toString());
            return new Answer.Unavailable();
        });
    }

    /** True where the problem names that parameter: the same status is given for a wrong cursor or filter. */
    private boolean isAbout(String parameter, Throwable failure) {
        try {
            String problem = ((WebApplicationException) failure).getResponse().readEntity(String.class);
            return Answer.elements(json.readTree(problem).path("errors"), error -> error.path("parameter")
                            .asText())
                    .contains(parameter);
        } catch (JsonProcessingException | IllegalStateException | IllegalArgumentException unreadable) {
            return false;
        }
    }

    private static boolean hasStatus(Throwable failure, int status) {
        return failure instanceof WebApplicationException refusal
                && refusal.getResponse().getStatus() == status;
    }
}
