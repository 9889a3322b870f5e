package org.ckep.policy.milestone;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.constraints.Pattern;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.policy.register.Faults;
import org.ckep.records.WebAddress;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What shows that a milestone is met or under way.
 *
 * @param title what it is, null where the record that it refers to says so
 * @param ref URN of a record, such as the engagement at which it was met
 * @param url where it can be read
 * @param sha256 digest of the document
 */
@Schema(examples = "{\"title\": {\"en\": \"Minutes of round 14\"}, \"url\": \"https://example.org/minutes/14\"}")
@JsonInclude(JsonInclude.Include.NON_NULL)
record Evidence(
        @Nullable LocalizedText title,
        @Nullable Urn ref,
        @Nullable @WebAddress URI url,
        @Nullable @Pattern(regexp = "[0-9a-f]{64}") String sha256) {

    /** What is wrong with a list of evidence. */
    static Faults check(Faults faults, List<Evidence> evidence, String pointer) {
        for (int i = 0; i < evidence.size(); i++) {
            Evidence one = evidence.get(i);
            faults.plain(pointer + "/" + i + "/title", one.title());
            if (one.title() == null && one.ref() == null && one.url() == null) {
                faults.add(pointer + "/" + i, "evidence-empty", "Evidence has a title, a ref or an address.");
            }
        }
        return faults;
    }

    static List<Urn> refs(List<Evidence> evidence) {
        List<Urn> refs = new ArrayList<>();
        evidence.forEach(one -> {
            if (one.ref() != null) {
                refs.add(one.ref());
            }
        });
        return refs;
    }
}
