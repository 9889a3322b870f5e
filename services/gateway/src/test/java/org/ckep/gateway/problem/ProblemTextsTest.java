package org.ckep.gateway.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import java.util.regex.Pattern;
import org.ckep.gateway.call.RequestTarget;
import org.ckep.gateway.wire.WireFault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProblemTextsTest {
    private static final Pattern ARGUMENT = Pattern.compile("\\{\\d}");

    @ParameterizedTest
    @ValueSource(strings = {"problems_zh.properties", "problems_ko.properties"})
    void everyLanguageHasEveryTextWithItsArguments(String file) {
        Properties english = load("problems.properties");
        Properties other = load(file);
        assertThat(other.keySet()).isEqualTo(english.keySet());
        english.forEach((key, text) -> assertThat(arguments((String) other.get(key)))
                .as("arguments of %s", key)
                .isEqualTo(arguments((String) text)));
    }

    @ParameterizedTest
    @EnumSource(GatewayProblem.class)
    void everyProblemHasTitleAndExplanation(GatewayProblem problem) {
        assertThat(load("problems.properties")).containsKeys(problem.slug() + ".title", problem.slug() + ".detail");
    }

    @ParameterizedTest
    @EnumSource(RequestTarget.Fault.class)
    void everyFaultOfAnAddressIsExplained(RequestTarget.Fault fault) {
        assertThat(load("problems.properties")).containsKey("invalid-request." + fault.messageKey() + ".detail");
    }

    @ParameterizedTest
    @EnumSource(
            value = WireFault.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"VERSION", "LINE_TOO_LONG", "FIELDS_TOO_LARGE"})
    void everyUnreadableRequestIsExplained(WireFault fault) {
        assertThat(load("problems.properties")).containsKey("invalid-request." + fault.messageKey() + ".detail");
    }

    @Test
    void typesAreUrnsBesideThoseThatTheDraftRegisters() {
        assertThat(GatewayProblem.UNAVAILABLE.uri()).isEqualTo("urn:ckep:problem:unavailable");
        assertThat(GatewayProblem.QUOTA_EXCEEDED.uri())
                .isEqualTo("https://iana.org/assignments/http-problem-types#quota-exceeded");
    }

    private static java.util.Set<String> arguments(String text) {
        return ARGUMENT.matcher(text)
                .results()
                .map(java.util.regex.MatchResult::group)
                .collect(java.util.stream.Collectors.toSet());
    }

    private static Properties load(String file) {
        Properties properties = new Properties();
        try (InputStreamReader reader =
                new InputStreamReader(ProblemTextsTest.class.getResourceAsStream(file), StandardCharsets.UTF_8)) {
            properties.load(reader);
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
        return properties;
    }
}
