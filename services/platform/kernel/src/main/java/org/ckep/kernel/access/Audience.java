package org.ckep.kernel.access;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A set of readers with an event log of its own. A reader needs exactly one log, because each audience's log carries
 * everything that audience may see.
 *
 * @param id {@code public}, {@code partner}, {@code bilateral}, {@code side-cn}, {@code side-kr},
 *     {@code agency-<id>}, as it stands in topics and in the source of events, or {@code ministry-cn-<id>} and
 *     {@code ministry-kr-<id>}, which name logs alone
 */
public record Audience(@JsonValue String id) implements Comparable<Audience> {
    private static final Pattern FORM = Pattern.compile(
            "public|partner|bilateral|side-cn|side-kr|(agency|ministry-cn|ministry-kr)-[a-z0-9-]{1,64}");

    public static final Audience PUBLIC = new Audience("public");
    public static final Audience PARTNER = new Audience("partner");
    public static final Audience BILATERAL = new Audience("bilateral");
    public static final Audience SIDE_CN = new Audience("side-cn");
    public static final Audience SIDE_KR = new Audience("side-kr");

    @JsonCreator
    public Audience {
        if (!FORM.matcher(id).matches()) {
            throw new IllegalArgumentException("not an audience: " + id);
        }
    }

    /** The audience of one side's ministries. */
    public static Audience side(Side side) {
        return switch (side) {
            case CN -> SIDE_CN;
            case KR -> SIDE_KR;
        };
    }

    /** The audience of one agency that is named for more than its group may see. */
    public static Audience agency(String agency) {
        return new Audience("agency-" + agency);
    }

    /**
     * The readers of one ministry's log. A ministry and a partner agency, or ministries of both sides, may have the same id,
     * and events of either come for {@link #agency}: the log names the side, so that none reads what was meant for another.
     */
    public static Audience ministry(Side side, String agency) {
        return switch (side) {
            case CN -> new Audience("ministry-cn-" + agency);
            case KR -> new Audience("ministry-kr-" + agency);
        };
    }

    /**
     * The audiences that may know a value of this classification. A change is rendered once for each of them; every
     * other audience learns nothing, not even that something happened.
     */
    public static Set<Audience> entitled(Classification classification) {
        Set<Audience> audiences = new LinkedHashSet<>();
        switch (classification) {
            case Classification.Public all -> {
                audiences.add(PUBLIC);
                audiences.add(PARTNER);
                addBothSides(audiences);
            }
            case Classification.Partner partner -> {
                audiences.addAll(agencies(partner));
                addBothSides(audiences);
            }
            case Classification.Bilateral bilateral -> addBothSides(audiences);
            case Classification.SideOnly only -> audiences.add(side(only.side()));
            case Classification.Ministry ministry -> audiences.add(agency(ministry.agency()));
        }
        return audiences;
    }

    /** Those of the agencies that it names, sorted. */
    public static Set<Audience> agencies(Classification.Partner partner) {
        Set<Audience> audiences = new LinkedHashSet<>();
        partner.agencies().stream().sorted().map(Audience::agency).forEach(audiences::add);
        return audiences;
    }

    private static void addBothSides(Set<Audience> audiences) {
        audiences.add(BILATERAL);
        audiences.add(SIDE_CN);
        audiences.add(SIDE_KR);
    }

    @Override
    public int compareTo(Audience other) {
        return id.compareTo(other.id);
    }

    @Override
    public String toString() {
        return id;
    }
}
