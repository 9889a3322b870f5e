package org.ckep.kernel.claim;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.net.URI;
import java.time.LocalDate;
import org.ckep.kernel.access.Classification;
import org.ckep.kernel.id.Urn;
import org.jspecify.annotations.Nullable;

/**
 * Where a claim was found.
 *
 * @param urn the source's name
 * @param kind what it is
 * @param title its title in its own language
 * @param publisher who published it, null where unknown
 * @param author who wrote it, null where unknown
 * @param affiliation the author's institution, null where unknown
 * @param url its address, null where it has none
 * @param language BCP 47 tag of the text, null where unknown
 * @param publishedOn day of publication, null where the text does not say
 * @param retrievedOn day on which it was read, null where unknown
 * @param sha256 hexadecimal digest of the document that was read, null where none was kept
 * @param disclaimer the publisher's own reservation, null where there is none
 * @param readers who may read it; answered with the record's head, not with the source
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Source(
        Urn urn,
        SourceKind kind,
        String title,
        @Nullable String publisher,
        @Nullable String author,
        @Nullable String affiliation,
        @Nullable URI url,
        @Nullable String language,
        @Nullable LocalDate publishedOn,
        @Nullable LocalDate retrievedOn,
        @Nullable String sha256,
        @Nullable String disclaimer,
        @JsonIgnore Classification readers) {
    /**
     * True where everybody may read it and it is out: a statement that only one side keeps, or that is to come, is not public.
     *
     * @param today the latest day that has begun anywhere
     */
    public boolean isPublicBy(LocalDate today) {
        return readers.level() == Classification.Level.PUBLIC
                && !isAfter(publishedOn, today)
                && !isAfter(retrievedOn, today);
    }

    private static boolean isAfter(@Nullable LocalDate date, LocalDate today) {
        return date != null && date.isAfter(today);
    }
}
