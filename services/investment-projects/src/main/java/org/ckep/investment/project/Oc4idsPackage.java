package org.ckep.investment.project;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import org.ckep.investment.export.Format;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.kernel.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/**
 * A project package of OC4IDS 0.9.5. It carries the moment of the last change of what it contains, as the standard demands
 * of packages made on demand, so that equal content is equal bytes.
 */
final class Oc4idsPackage implements Format<ExportedProject> {
    /** The standard writes its versions with two parts. */
    private static final String VERSION = "0.9";

    private static final String URI = "urn:ckep:export:oc4ids";

    private final ObjectMapper json;
    private final ExportConfig config;
    private final Oc4idsProject projects;
    private @Nullable Instant changedAt;

    Oc4idsPackage(ObjectMapper json, ExportConfig config) {
        this.json = json;
        this.config = config;
        this.projects = new Oc4idsProject(json, config.oc4idsPrefix().orElse(null));
    }

    @Override
    public String next(List<ExportedProject> entries) {
        StringBuilder text = new StringBuilder();
        for (ExportedProject entry : entries) {
            text.append(changedAt == null ? beginning() : ",").append(write(projects.of(entry)));
            changedAt = changedAt == null || entry.changedAt().isAfter(changedAt) ? entry.changedAt() : changedAt;
        }
        return text.toString();
    }

    private String beginning() {
        ObjectNode head = json.createObjectNode().put("uri", URI).put("version", VERSION);
        head.putObject("publisher").put("name", config.publisherName());
        String text = write(head);
        return text.substring(0, text.length() - 1) + ",\"projects\":[";
    }

    @Override
    public String end() {
        if (changedAt == null) {
            throw new ProblemException(
                    KernelProblem.NOT_FOUND,
                    "There is no project to be told, and a package of OC4IDS holds at least one.");
        }
        return "],\"publishedDate\":\"" + changedAt + "\"}";
    }

    private String write(ObjectNode node) {
        try {
            return json.writeValueAsString(node);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
