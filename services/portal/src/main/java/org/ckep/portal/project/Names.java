package org.ckep.portal.project;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.ckep.portal.platform.Answer;
import org.ckep.portal.wording.Text;
import org.ckep.portal.wording.Wording;

/** The names of what a project's values refer to by URN, by list and URN. */
record Names(Map<String, Map<String, Text>> lists) {
    static final String ORGANISATIONS = "organisations";
    static final String SITES = "sites";
    static final String SOURCES = "sources";
    static final String SECTORS = "sectors";
    static final String PROJECTS = "projects";

    /** With what the project itself names. */
    static Names of(JsonNode project, Wording words) {
        Names names = new Names(new LinkedHashMap<>());
        project.path("participants")
                .forEach(one ->
                        names.add(ORGANISATIONS, one.path("org").path("orgId").asText(""), words.party(one)));
        project.path("holdings")
                .forEach(one -> names.add(
                        ORGANISATIONS, one.path("holder").path("orgId").asText(""), words.text(one.path("name"))));
        project.path("sites")
                .forEach(site -> names.add(SITES, site.path("urn").asText(""), words.text(site.path("title"))));
        project.path("sources")
                .forEach(source -> names.add(
                        SOURCES,
                        source.path("urn").asText(""),
                        words.inItsScript(source.path("title").asText(""))));
        return names;
    }

    /** Adds the entries of a list of records. */
    Names with(String list, Answer records, String title, Wording words) {
        records.list(record -> record).forEach(record -> {
            JsonNode name = record.path(title);
            add(list, record.path("urn").asText(""), words.text(name));
        });
        return this;
    }

    /** Adds the sectors of the register. */
    Names withSectors(Answer sectors, Wording words) {
        sectors.list(sector -> sector.path("code").asText()).forEach(code -> add(SECTORS, code, words.sector(code)));
        return this;
    }

    /** The name, or the URN where it is not known. */
    Text of(String list, String urn, Wording words) {
        Text name = lists.getOrDefault(list, Map.of()).get(urn);
        return name == null || name.isEmpty() ? words.own(urn) : name;
    }

    private void add(String list, String urn, Text name) {
        if (!urn.isEmpty()) {
            lists.computeIfAbsent(list, any -> new LinkedHashMap<>())
                    .putIfAbsent(urn, name.isEmpty() ? new Text(urn, "en") : name);
        }
    }
}
