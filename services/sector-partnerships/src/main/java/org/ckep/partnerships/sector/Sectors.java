package org.ckep.partnerships.sector;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.problem.FieldError;
import org.ckep.kernel.problem.ProblemException;
import org.ckep.kernel.problem.ProblemType;
import org.ckep.records.RecordQuery;
import org.hibernate.reactive.mutiny.Mutiny;

/** What other features ask of the code list of sectors. */
@ApplicationScoped
public class Sectors {
    /** Most sectors that a code list holds; far above any real number. */
    private static final int ALL = 1000;

    /**
     * Refuses codes that do not exist or were not valid on that day.
     *
     * @param pointer JSON pointer of the list in the request, or of the one code where there is no list
     */
    public Uni<Void> requireValid(
            Mutiny.Session session, Viewer viewer, List<String> codes, LocalDate day, String pointer, boolean list) {
        return byCode(session, viewer, codes)
                .invoke(found -> {
                    for (int i = 0; i < codes.size(); i++) {
                        String at = list ? pointer + "/" + i : pointer;
                        Sector sector = found.get(codes.get(i));
                        if (sector == null) {
                            throw refusal(
                                    SectorProblem.SECTOR_UNKNOWN, "There is no sector '" + codes.get(i) + "'.", at);
                        }
                        if (!sector.isValidOn(day)) {
                            throw refusal(
                                    SectorProblem.SECTOR_RETIRED,
                                    "The sector '" + sector.code() + "' was not valid on " + day + ".",
                                    at);
                        }
                    }
                })
                .replaceWithVoid();
    }

    /** The sector of that code; fails with NOT_FOUND where there is none. */
    public Uni<SectorView> get(Mutiny.Session session, Viewer viewer, String code) {
        return require(session, viewer, code).map(sector -> SectorView.of(sector, false));
    }

    Uni<Sector> require(Mutiny.Session session, Viewer viewer, String code) {
        return byCode(session, viewer, List.of(code))
                .map(found -> found.get(code))
                .onItem()
                .ifNull()
                .failWith(ProblemException::notFound);
    }

    Uni<Map<String, Sector>> byCode(Mutiny.Session session, Viewer viewer, List<String> codes) {
        if (codes.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        return RecordQuery.of(Sector.class, viewer)
                .where("r.code in :codes", "codes", codes)
                .list(session, ALL)
                .map(Sectors::index);
    }

    Uni<Map<String, Sector>> all(Mutiny.Session session, Viewer viewer) {
        return RecordQuery.of(Sector.class, viewer).list(session, ALL).map(Sectors::index);
    }

    private static Map<String, Sector> index(List<Sector> sectors) {
        return sectors.stream().collect(Collectors.toMap(Sector::code, Function.identity()));
    }

    static ProblemException refusal(ProblemType type, String message, String pointer) {
        return new ProblemException(type, message).withErrors(FieldError.at(pointer, type.slug(), message));
    }
}
