package org.ckep.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** {@code docs/questions.md} names the requests that the acceptance test sends, and no others. */
class QuestionsDocumentTest {

    private static final Pattern SENT = Pattern.compile("system\\.get\\(\"(/[^\"]+)\"");
    private static final Pattern NAMED = Pattern.compile("`(/(?:trade|investment|partnerships|policy)/v1/[^`]+)`");

    @Test
    void theRequestsAreThoseOfTheAcceptanceTest() {
        List<String> sent = find(SENT, "deploy/local/src/test/java/org/ckep/local/AcceptanceQuestionsTest.java");
        List<String> named = find(NAMED, "docs/questions.md");
        assertThat(named).hasSizeGreaterThan(20).isSubsetOf(sent);
        // Not a question: the records that the test adds to see an answer change; and a path that goes on with a URN.
        assertThat(sent.stream()
                        .filter(request -> !request.contains("sector=DIG") && !request.endsWith("/instruments/"))
                        .toList())
                .isSubsetOf(named);
    }

    private static List<String> find(Pattern pattern, String file) {
        return pattern.matcher(Repository.read(Repository.path(file)))
                .results()
                .map((MatchResult match) -> match.group(1))
                .distinct()
                .toList();
    }
}
