package org.ckep.policy.calendar;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.inject.Instance;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.problem.ProblemException;
import org.ckep.kernel.value.Language;
import org.ckep.records.RecordTransactions;
import org.ckep.web.CurrentViewer;
import org.ckep.web.EntityTags;
import org.ckep.web.Languages;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** The calendar as a feed that any calendar program subscribes to. */
@Path("v1/calendar.ics")
@Tag(name = "Calendar", description = "Engagements and due dates as an iCalendar feed")
class CalendarResource {
    private static final String MEDIA_TYPE = "text/calendar;charset=utf-8";
    private static final String EXAMPLE = """
        BEGIN:VCALENDAR
        VERSION:2.0
        PRODID:-//CKEP//policy-milestones//EN
        BEGIN:VEVENT
        UID:urn:ckep:engagement:8b9f6f0e-3d5a-4a53-9a0e-0f5c8f0a7d11
        DTSTART;VALUE=DATE:20260316
        DTEND;VALUE=DATE:20260321
        SUMMARY:Round 14 on services and investment
        END:VEVENT
        END:VCALENDAR
        """;

    private final RecordTransactions transactions;
    private final Instance<CalendarSource> sources;
    private final CurrentViewer currentViewer;

    CalendarResource(RecordTransactions transactions, Instance<CalendarSource> sources, CurrentViewer currentViewer) {
        this.transactions = transactions;
        this.sources = sources;
        this.currentViewer = currentViewer;
    }

    @GET
    @PermitAll // Items are filtered by viewer; the public sees what is public.
    @Produces({"text/calendar;charset=utf-8", "application/problem+json"})
    @Operation(
            summary = "The calendar of both sides as iCalendar",
            description =
                    "Engagements and due dates that the caller may see, with links between milestones by RFC 9253."
                            + " What is not known to the day is left out; X-CKEP-OMITTED says how many items that"
                            + " concerns.")
    @APIResponse(
            responseCode = "200",
            description = "The feed",
            content =
                    @Content(
                            mediaType = "text/calendar",
                            example = EXAMPLE,
                            schema = @Schema(type = SchemaType.STRING)))
    public Uni<Response> feed(
            @RestQuery
                    @Parameter(description = "Language of titles: en, zh or ko; by Accept-Language where not given")
                    @Nullable
                    String lang,
            @RestQuery @Parameter(description = "Code of a sector") @Nullable String sector,
            @HeaderParam(HttpHeaders.ACCEPT_LANGUAGE) @Nullable String acceptLanguage,
            @HeaderParam(HttpHeaders.IF_NONE_MATCH) @Nullable String ifNoneMatch) {
        Viewer viewer = currentViewer.get();
        Language language = language(lang, acceptLanguage);
        return transactions
                .read(viewer, session -> Multi.createFrom()
                        .items(sources.stream())
                        .onItem()
                        .transformToUniAndConcatenate(source -> source.items(session, viewer, sector))
                        .collect()
                        .in(ArrayList<CalendarItem>::new, List::addAll))
                .map(items -> {
                    items.sort(Comparator.comparing(CalendarItem::urn, Comparator.comparing(Object::toString)));
                    return answer(CalendarWriter.write(items, language), language, ifNoneMatch);
                });
    }

    private static Language language(@Nullable String lang, @Nullable String acceptLanguage) {
        return lang == null
                ? Languages.negotiate(acceptLanguage)
                : Language.match(lang)
                        .orElseThrow(() -> ProblemException.invalidParameter(
                                "lang", "The parameter 'lang' must be one of en, zh, ko."));
    }

    private static Response answer(byte[] feed, Language language, @Nullable String ifNoneMatch) {
        String tag = EntityTags.ofBytes(feed);
        boolean held = ifNoneMatch != null
                && Arrays.stream(ifNoneMatch.split(",", -1))
                        .map(String::strip)
                        .map(given -> given.startsWith("W/") ? given.substring(2) : given)
                        .anyMatch(given -> given.equals("*") || given.equals(tag));
        Response.ResponseBuilder response = held
                ? Response.notModified()
                : Response.ok(feed)
                        .type(MEDIA_TYPE)
                        .header(HttpHeaders.CONTENT_LANGUAGE, language.tag())
                        .header("Content-Disposition", "inline; filename=\"ckep.ics\"");
        return response.header(HttpHeaders.ETAG, tag)
                .header(HttpHeaders.VARY, HttpHeaders.ACCEPT_LANGUAGE)
                .build();
    }
}
