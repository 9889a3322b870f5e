package org.ckep.investment.project;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.problem.ProblemException;
import org.ckep.records.RecordQuery;
import org.ckep.records.RecordVisibility;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/**
 * Search of projects in three scripts: every word has to begin a word, or stand in a word of Han or Hangul, of a text that
 * the viewer may read, each in any of the title, a party's name, a site and what is claimed. A text that he may not read
 * neither matches nor weighs.
 */
@ApplicationScoped
class ProjectSearch {
    /** Characters of a search. */
    static final int MAX_LENGTH = 100;

    /** Words of a search. */
    static final int MAX_WORDS = 8;

    private static final String PARAMETER = "q";
    private static final String WORDS = "select words from ckep_search_words(:q) words";

    /** A whole word weighs one more than the beginning of one. */
    private static final String MATCHED = "join (select t.projectId as id, "
            + "max(case when t.term = :word%1$d then t.weight + 1 else t.weight end) as weight from ProjectMatch t "
            + "where t.term >= :word%1$d and t.term < :end%1$d and %2$s "
            + "and (t.audience is null or t.audience = :audience) group by t.projectId) m%1$d on m%1$d.id = r.id ";

    /** Above every character that a word can go on with. */
    private static final String LAST = Character.toString(Character.MAX_CODE_POINT);

    /**
     * Lets the query answer what fits, best first; all of it where nothing is searched.
     *
     * @param text what the caller searches; fails with INVALID_VALUE where that is empty, too long or without a letter
     */
    Uni<RecordQuery<Project>> apply(
            Mutiny.Session session, Viewer viewer, @Nullable String text, RecordQuery<Project> query) {
        if (text == null) {
            return Uni.createFrom().item(query);
        }
        if (text.length() > MAX_LENGTH) {
            throw refusal("has more than " + MAX_LENGTH + " characters.");
        }
        return session.createNativeQuery(WORDS, String.class)
                .setParameter(PARAMETER, text)
                .getResultList()
                .map(words ->
                        ranked(viewer, requireSome(words.stream().distinct().toList()), query));
    }

    private static List<String> requireSome(List<String> words) {
        if (words.isEmpty()) {
            throw refusal("has neither a letter nor a digit.");
        }
        if (words.size() > MAX_WORDS) {
            throw refusal("has more than " + MAX_WORDS + " words.");
        }
        return words;
    }

    private static ProblemException refusal(String why) {
        return ProblemException.invalidParameter(PARAMETER, "The parameter '" + PARAMETER + "' " + why);
    }

    private static RecordQuery<Project> ranked(Viewer viewer, List<String> words, RecordQuery<Project> query) {
        // The parameters of this condition have the names and values of those of the projects' own, which bind them.
        String readable = RecordVisibility.predicate(viewer, "t").condition();
        StringBuilder joins = new StringBuilder();
        StringBuilder rank = new StringBuilder();
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put("audience", viewer.audience().id());
        for (int i = 0; i < words.size(); i++) {
            joins.append(MATCHED.formatted(i, readable));
            rank.append(i == 0 ? "" : " + ").append("m").append(i).append(".weight");
            parameters.put("word" + i, words.get(i));
            parameters.put("end" + i, words.get(i) + LAST);
        }
        return query.rankedBy(joins.toString(), rank.toString(), parameters);
    }
}
