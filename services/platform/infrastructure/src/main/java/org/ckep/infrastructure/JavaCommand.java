package org.ckep.infrastructure;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;

/** Command line of a child JVM that ends with its parent; it runs on the JDK of this process. */
public final class JavaCommand {

    private JavaCommand() {}

    /**
     * @param options JVM options
     * @param classPath jars and folders of the program
     * @param mainClass the program's main class
     * @param arguments arguments of the program
     */
    public static List<String> of(
            List<String> options, List<Path> classPath, String mainClass, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.add("-cp");
        List<Path> paths = new ArrayList<>(classPath);
        paths.add(lifelineJar());
        command.add(paths.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
        command.add(Lifeline.class.getName());
        command.add(mainClass);
        command.addAll(arguments);
        return command;
    }

    private static Path lifelineJar() {
        byte[] code = lifelineCode();
        String name = "lifeline-" + Integer.toHexString(java.util.Arrays.hashCode(code));
        Path folder = SharedCache.ofUser().entry(name, target -> {
            try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(target.resolve("lifeline.jar")))) {
                jar.putNextEntry(new JarEntry(Lifeline.class.getName().replace('.', '/') + ".class"));
                jar.write(code);
                jar.closeEntry();
            }
        });
        return folder.resolve("lifeline.jar");
    }

    private static byte[] lifelineCode() {
        try (InputStream in = Lifeline.class.getResourceAsStream("Lifeline.class")) {
            if (in == null) {
                throw new InfrastructureException("The class path has no Lifeline.class");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new InfrastructureException("Cannot read Lifeline.class", e);
        }
    }
}
