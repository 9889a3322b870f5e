package org.ckep.partnerships.partnership;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.problem.FieldError;
import org.ckep.kernel.problem.ProblemException;
import org.ckep.kernel.problem.ProblemType;
import org.ckep.kernel.value.FuzzyDate;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.kernel.value.Share;
import org.jspecify.annotations.Nullable;

/**
 * Terms for intellectual property.
 *
 * @param background rights that were brought in
 * @param foreground rights that are created together
 * @param licences who may use what
 * @param disputeForum where disputes are settled, null where not stated
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record IpTerms(
        List<LocalizedText> background,
        List<Result> foreground,
        List<Licence> licences,
        @Nullable String disputeForum) {

    /** Shares are compared with 100 up to this many percentage points (domain model, section 5.2). */
    private static final BigDecimal TOLERANCE = new BigDecimal("0.05");

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    @SuppressWarnings("ConstantValue") // JSON may leave members out
    IpTerms {
        background = background == null ? List.of() : List.copyOf(background);
        foreground = foreground == null ? List.of() : List.copyOf(foreground);
        licences = licences == null ? List.of() : List.copyOf(licences);
        if (background.isEmpty() && foreground.isEmpty() && licences.isEmpty()) {
            throw new IllegalArgumentException(
                    "terms for intellectual property name background, foreground or licences");
        }
    }

    /**
     * A result created together and who owns it.
     *
     * @param owners organisations with their shares in percent
     */
    record Result(LocalizedText result, List<Owner> owners) {
        @SuppressWarnings("ConstantValue") // JSON may leave members out
        Result {
            Objects.requireNonNull(result, "a result needs a name");
            owners = owners == null ? List.of() : List.copyOf(owners);
        }
    }

    /** An owner of a result. */
    record Owner(Urn orgId, Share share) {
        Owner {
            Objects.requireNonNull(orgId, "an owner is an organisation (orgId)");
            Objects.requireNonNull(share, "an owner has a share");
        }
    }

    /**
     * A licence between the parties.
     *
     * @param grantor who gives it
     * @param grantee who gets it
     * @param field field of use
     * @param territory ISO 3166-1 code of the country, or WORLD
     * @param exclusive true where nobody else gets it
     * @param sublicensable true where the grantee may pass it on
     * @param from first day, null where not stated
     * @param to last day, null where open
     * @param survives true where it outlives the partnership
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Licence(
            Urn grantor,
            Urn grantee,
            String field,
            String territory,
            boolean exclusive,
            boolean sublicensable,
            @Nullable FuzzyDate from,
            @Nullable FuzzyDate to,
            boolean survives) {
        @SuppressWarnings("ConstantValue") // JSON may leave members out
        Licence {
            if (grantor == null || grantee == null || field == null || territory == null) {
                throw new IllegalArgumentException("a licence needs grantor, grantee, field and territory");
            }
            if (grantor.equals(grantee)) {
                throw new IllegalArgumentException("nobody licenses to itself");
            }
        }

        private boolean overlaps(Licence other) {
            return !endsBefore(to, other.from) && !endsBefore(other.to, from);
        }

        private static boolean endsBefore(@Nullable FuzzyDate end, @Nullable FuzzyDate beginning) {
            return end != null && beginning != null && beginning.isCertainlyAfter(end);
        }
    }

    /**
     * The first rule that these terms break, if any: P2 (shares of a result sum to 100; a licence lies inside the
     * partnership or survives it) and P3 (no two overlapping exclusive licences for the same field and territory).
     */
    Optional<ProblemException> check(@Nullable FuzzyDate start, @Nullable FuzzyDate end) {
        for (int i = 0; i < foreground.size(); i++) {
            BigDecimal sum = BigDecimal.ZERO;
            boolean exact = true;
            for (Owner owner : foreground.get(i).owners()) {
                BigDecimal share = owner.share().exact();
                exact = exact && share != null;
                sum = sum.add(share == null ? lowerBound(owner.share()) : share);
            }
            BigDecimal distance = sum.subtract(HUNDRED);
            if (distance.compareTo(TOLERANCE) > 0 || (exact && distance.abs().compareTo(TOLERANCE) > 0)) {
                return problem(
                        PartnershipProblem.FOREGROUND_SHARES_NOT_100,
                        "/ipTerms/foreground/" + i,
                        "P2: the owners' shares of a result sum to 100, not to " + sum.toPlainString() + ".");
            }
        }
        for (int i = 0; i < licences.size(); i++) {
            Licence licence = licences.get(i);
            String pointer = "/ipTerms/licences/" + i;
            if (isOutside(licence, start, end)) {
                return problem(
                        PartnershipProblem.LICENCE_OUTSIDE_PARTNERSHIP,
                        pointer,
                        "P2: a licence lies inside the partnership's time or is marked as surviving it.");
            }
            for (int j = 0; j < i; j++) {
                if (collide(licence, licences.get(j))) {
                    return problem(
                            PartnershipProblem.EXCLUSIVE_LICENCES_OVERLAP,
                            pointer,
                            "P3: another exclusive licence covers the same field and territory at that time.");
                }
            }
        }
        return Optional.empty();
    }

    private static BigDecimal lowerBound(Share share) {
        BigDecimal min = share.min();
        return min == null ? BigDecimal.ZERO : min;
    }

    private static boolean isOutside(Licence licence, @Nullable FuzzyDate start, @Nullable FuzzyDate end) {
        FuzzyDate from = licence.from();
        FuzzyDate to = licence.to();
        boolean early = from != null && start != null && start.isCertainlyAfter(from);
        boolean late = end != null && (to == null || to.isCertainlyAfter(end));
        boolean reversed = from != null && to != null && from.isCertainlyAfter(to);
        return reversed || (!licence.survives() && (early || late));
    }

    private static boolean collide(Licence one, Licence other) {
        boolean sameTerritory = one.territory().equals(other.territory())
                || one.territory().equals("WORLD")
                || other.territory().equals("WORLD");
        return one.exclusive()
                && other.exclusive()
                && one.field().equalsIgnoreCase(other.field())
                && sameTerritory
                && one.overlaps(other);
    }

    private static Optional<ProblemException> problem(ProblemType type, String pointer, String message) {
        return Optional.of(
                new ProblemException(type, message).withErrors(FieldError.at(pointer, type.slug(), message)));
    }
}
