package org.ckep.documents;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiConsumer;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Java sources as the compiler parses them, with their comments. */
final class JavaSources {

    private final DocTrees docTrees;
    private final List<CompilationUnitTree> units;

    private JavaSources(DocTrees docTrees, List<CompilationUnitTree> units) {
        this.docTrees = docTrees;
        this.units = units;
    }

    static JavaSources parse(Collection<Path> files) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager manager =
                compiler.getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8)) {
            JavacTask task = (JavacTask) compiler.getTask(
                    null, manager, null, List.of("-proc:none"), null, manager.getJavaFileObjectsFromPaths(files));
            DocTrees docTrees = DocTrees.instance(task);
            List<CompilationUnitTree> units = new ArrayList<>();
            task.parse().forEach(units::add);
            return new JavaSources(docTrees, units);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Hands every type, also nested ones, to the consumer with its path. */
    void forEachType(BiConsumer<ClassTree, TreePath> consumer) {
        for (CompilationUnitTree unit : units) {
            new TreePathScanner<Void, Void>() {
                @Override
                public Void visitClass(ClassTree type, Void nothing) {
                    consumer.accept(type, getCurrentPath());
                    return super.visitClass(type, nothing);
                }
            }.scan(unit, null);
        }
    }

    /** The comment of a member as one line of Markdown, empty without one. */
    String comment(TreePath owner, Tree member) {
        String comment = docTrees.getDocComment(new TreePath(owner, member));
        if (comment == null) {
            return "";
        }
        String text = comment.split("\n\\s*@", 2)[0];
        return text.replaceAll("\\{@(?:code|link)\\s+([^}]*)}", "`$1`")
                .replace("&lt;", "<")
                .replace("&amp;", "&")
                .replaceAll("\\s+", " ")
                .strip();
    }

    /** The text of an annotation's attribute, where the annotation is there and its value a text. */
    static Optional<String> attribute(ModifiersTree modifiers, String annotation, String attribute) {
        return annotation(modifiers, annotation).flatMap(found -> found.getArguments().stream()
                .map(argument -> value(argument, attribute))
                .flatMap(Optional::stream)
                .findFirst());
    }

    private static Optional<? extends AnnotationTree> annotation(ModifiersTree modifiers, String name) {
        return modifiers.getAnnotations().stream()
                .filter(annotation -> annotation.getAnnotationType().toString().endsWith(name))
                .findFirst();
    }

    private static Optional<String> value(ExpressionTree argument, String attribute) {
        if (argument instanceof AssignmentTree assignment
                && assignment.getVariable().toString().equals(attribute)
                && assignment.getExpression() instanceof LiteralTree literal) {
            return Optional.of(String.valueOf(literal.getValue()));
        }
        return argument instanceof LiteralTree literal && attribute.equals("value")
                ? Optional.of(String.valueOf(literal.getValue()))
                : Optional.empty();
    }
}
