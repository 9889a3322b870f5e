package org.ckep.policy.register;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.ckep.kernel.problem.FieldError;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.kernel.problem.ProblemException;
import org.ckep.kernel.record.Stewardship;
import org.ckep.kernel.value.FuzzyDate;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.records.PlainText;
import org.ckep.records.RecordHead;
import org.jspecify.annotations.Nullable;

/** Collects everything that is wrong with a body, so that the caller learns of all of it at once. */
public final class Faults {
    /** No cooperation of the two countries that is recorded here is older than their diplomatic relations of 1992. */
    private static final int FIRST_YEAR = 1992;

    private static final int LAST_YEAR = 2100;
    private static final Set<String> COUNTRIES = Set.copyOf(Arrays.asList(Locale.getISOCountries()));
    private static final Pattern SECTOR = Pattern.compile("[A-Z][A-Z0-9]{1,11}");

    private final List<FieldError> errors = new ArrayList<>();

    public Faults add(FieldError error) {
        errors.add(error);
        return this;
    }

    public Faults add(String pointer, String code, String message) {
        return add(FieldError.at(pointer, code, message));
    }

    public Faults add(Optional<FieldError> error) {
        error.ifPresent(errors::add);
        return this;
    }

    /** Titles and names are shown in pages, calendars and mails, and are never markup. */
    public Faults plain(String pointer, @Nullable LocalizedText text) {
        if (text != null && PlainText.hasMarkup(text)) {
            add(pointer, "markup-in-text", "A text of this register is plain, without HTML.");
        }
        return this;
    }

    /** A date of the cooperation. */
    public Faults date(String pointer, @Nullable FuzzyDate date) {
        if (date != null && (date.start().getYear() < FIRST_YEAR || date.end().getYear() > LAST_YEAR)) {
            add(pointer, "date-out-of-range", date + " lies outside " + FIRST_YEAR + " to " + LAST_YEAR + ".");
        }
        return this;
    }

    /** Two dates of which the first cannot lie after the second. */
    public Faults inOrder(String pointer, @Nullable FuzzyDate first, @Nullable FuzzyDate second) {
        if (first != null && second != null && first.isCertainlyAfter(second)) {
            add(pointer, "dates-reversed", second + " is before " + first + ".");
        }
        return this;
    }

    /** Codes of sectors by form; the list itself belongs to another service. */
    public Faults sectors(String pointer, Collection<String> codes) {
        return each(pointer, codes, "sector-code-malformed", SECTOR, "is not the code of a sector, such as SEMI.");
    }

    public Faults country(String pointer, @Nullable String code) {
        if (code != null && !COUNTRIES.contains(code)) {
            add(pointer, "unknown-country", "'" + code + "' is not a country of ISO 3166-1.");
        }
        return this;
    }

    /** Each code has that form, and none is there twice. */
    public Faults each(String pointer, Collection<String> codes, String code, Pattern form, String message) {
        int index = 0;
        for (String given : codes) {
            if (!form.matcher(given).matches()) {
                add(pointer + "/" + index, code, "'" + given + "' " + message);
            }
            index++;
        }
        return distinct(pointer, codes);
    }

    public Faults distinct(String pointer, Collection<?> values) {
        if (Set.copyOf(values).size() != values.size()) {
            add(pointer, "given-twice", "A value is given twice.");
        }
        return this;
    }

    /**
     * A guard that the content does not fulfil: a fault, unless the record is observed and says that its sources cannot
     * show it.
     */
    public Faults guard(boolean fulfilled, Guard guard, RecordHead head, String pointer, String message) {
        if (!fulfilled && !guard.isUnshownBy(head)) {
            add(
                    pointer,
                    "guard-not-shown",
                    head.stewardship() == Stewardship.OBSERVED
                            ? message + " Where the sources do not say it, " + guard + " belongs into guardsNotShown."
                            : message);
        }
        return this;
    }

    /**
     * Ends the check.
     *
     * @throws ProblemException UNPROCESSABLE with all faults where there is one
     */
    public void refuseAny() {
        if (!errors.isEmpty()) {
            throw new ProblemException(
                            KernelProblem.UNPROCESSABLE,
                            errors.size() == 1
                                    ? errors.getFirst().message()
                                    : "The content breaks " + errors.size() + " rules.")
                    .withErrors(errors);
        }
    }
}
