package org.ckep.benchmark.events;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.none;

import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.agent.builder.AgentBuilder;
import net.bytebuddy.asm.Advice;

/**
 * An agent that puts a process's clock ahead, as far as Java programs see it through {@link Clock}. Clocks of the
 * operating system cannot be changed for one process without rights that a test should not need.
 */
public final class ClockShift {
    /** Nine minutes and more; a starving process reads its two clocks some seconds apart. */
    private static final Pattern MESSAGE =
            Pattern.compile("the clock of this process is ahead by (5[4-9]|[6-9][0-9])[0-9] s");

    private ClockShift() {}

    /** Options of a JVM whose clock is ahead. */
    static List<String> options(Duration by) {
        String byteBuddy = location(ByteBuddy.class);
        String own = Path.of(System.getProperty("ckep.build.dir", "target"))
                .resolve("ckep-events-benchmark-1.0.0-SNAPSHOT.jar")
                .toString();
        return List.of("-Xbootclasspath/a:" + byteBuddy, "-javaagent:" + own + "=" + by.toSeconds());
    }

    private static String location(Class<?> type) {
        return Path.of(java.net.URI.create(String.valueOf(
                        type.getProtectionDomain().getCodeSource().getLocation())))
                .toString();
    }

    /** True where a process with such a log has said that its clock is ahead. */
    static boolean isReportedIn(Path log) {
        try {
            return MESSAGE.matcher(Files.readString(log)).find();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Called by the JVM. */
    public static void premain(String seconds, Instrumentation instrumentation) {
        long by = Long.parseLong(seconds);
        new AgentBuilder.Default()
                .ignore(none())
                .disableClassFormatChanges()
                .with(AgentBuilder.RedefinitionStrategy.RETRANSFORMATION)
                .type(named("java.time.Clock"))
                .transform((builder, type, loader, module, domain) -> builder.visit(Advice.withCustomMapping()
                        .bind(Seconds.class, by)
                        .to(Ahead.class)
                        .on(named("currentInstant"))))
                .installOn(instrumentation);
        long ahead = Duration.between(
                        Instant.ofEpochMilli(System.currentTimeMillis()),
                        Clock.systemUTC().instant())
                .plusMillis(500)
                .toSeconds();
        // An agent runs before the program has set its logging up; the program's log holds what it prints.
        System.out.println("the clock of this process is ahead by " + ahead + " s");
    }

    /** Where the advice gets its number. */
    @java.lang.annotation.Retention(java.lang.annotation.RetentionPolicy.RUNTIME)
    @interface Seconds {}

    /** Inlined into the method, which tells the time. */
    static final class Ahead {
        private Ahead() {}

        @Advice.OnMethodExit
        static void exit(@Advice.Return(readOnly = false) Instant told, @Seconds long by) {
            told = told.plusSeconds(by);
        }
    }
}
