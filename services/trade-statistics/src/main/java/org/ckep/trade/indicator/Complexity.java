package org.ckep.trade.indicator;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Economic and product complexity by eigenvectors, and proximity: formula 17 (Hausmann, Hidalgo). Of the methods that
 * libraries offer under this name it is "eigenvalues"; their "fitness" is another indicator and orders differently.
 */
final class Complexity {
    /** Eigenvalues closer than this are taken for equal: their eigenvectors are then not determined. */
    private static final double DISTINCT = 1e-9;

    private final List<String> economies;
    private final List<String> products;
    /** By economy, the products in which it is specialised. */
    private final BitSet[] specialised;

    private final int[] ubiquity;

    private Complexity(List<String> economies, List<String> products, BitSet[] specialised) {
        this.economies = economies;
        this.products = products;
        this.specialised = specialised;
        this.ubiquity = new int[products.size()];
        for (BitSet row : specialised) {
            row.stream().forEach(product -> ubiquity[product]++);
        }
    }

    /**
     * An economy that is specialised in a product, which is M_cp = 1.
     *
     * @param economy code of CL_AREA
     */
    record Specialisation(String economy, String product) {}

    /** Of which mean and deviation the complexity of products is expressed in. */
    enum Norm {
        ECI,
        OWN
    }

    /** Economies and products without any specialisation have no place in it. */
    static Complexity of(Iterable<Specialisation> specialisations) {
        SortedSet<String> economies = new TreeSet<>();
        SortedSet<String> products = new TreeSet<>();
        for (Specialisation one : specialisations) {
            economies.add(one.economy());
            products.add(one.product());
        }
        Map<String, Integer> rows = numbered(economies);
        Map<String, Integer> columns = numbered(products);
        BitSet[] matrix = new BitSet[economies.size()];
        Arrays.setAll(matrix, row -> new BitSet(products.size()));
        for (Specialisation one : specialisations) {
            matrix[rows.getOrDefault(one.economy(), 0)].set(columns.getOrDefault(one.product(), 0));
        }
        return new Complexity(List.copyOf(economies), List.copyOf(products), matrix);
    }

    /** ECI by economy, or null where the second eigenvector is not determined. */
    @Nullable
    Map<String, Double> economies() {
        double[] vector = second();
        if (vector == null) {
            return null;
        }
        double[] scores = standardised(vector, mean(vector), deviation(vector));
        return named(economies, scores);
    }

    /** PCI by product, or null where it is not determined. */
    @Nullable
    Map<String, Double> products(Norm norm) {
        double[] vector = second();
        if (vector == null) {
            return null;
        }
        double[] means = new double[products.size()];
        for (int economy = 0; economy < vector.length; economy++) {
            double score = vector[economy];
            specialised[economy].stream().forEach(product -> means[product] += score / ubiquity[product]);
        }
        double[] reference = norm == Norm.ECI ? vector : means;
        double deviation = deviation(reference);
        return deviation == 0 ? null : named(products, standardised(means, mean(reference), deviation));
    }

    /** φ_pp' = Σ_c M_cp M_cp' / max(k_p, k_p') by product, from 0 to 1; null where nobody is specialised in the product. */
    @Nullable
    Map<String, Double> proximities(String product) {
        int column = products.indexOf(product);
        if (column < 0) {
            return null;
        }
        int[] together = new int[products.size()];
        for (BitSet row : specialised) {
            if (row.get(column)) {
                row.stream().forEach(other -> together[other]++);
            }
        }
        Map<String, Double> proximities = new TreeMap<>();
        for (int other = 0; other < together.length; other++) {
            if (other != column) {
                double common = together[other];
                proximities.put(products.get(other), common / Math.max(ubiquity[column], ubiquity[other]));
            }
        }
        return proximities;
    }

    /** Number of products in which an economy is specialised, k_c. */
    int diversity(String economy) {
        int row = economies.indexOf(economy);
        return row < 0 ? 0 : specialised[row].cardinality();
    }

    /** Number of economies that are specialised in a product, k_p. */
    int ubiquity(String product) {
        int column = products.indexOf(product);
        return column < 0 ? 0 : ubiquity[column];
    }

    /**
     * The second eigenvector of M̃, found through the symmetric D^(−½)·B·D^(−½), with the sign that makes it rise with
     * diversity.
     */
    private double @Nullable [] second() {
        int size = economies.size();
        if (size < 2) {
            return null;
        }
        double[] diversity = new double[size];
        Arrays.setAll(diversity, economy -> specialised[economy].cardinality());
        SymmetricEigen eigen = SymmetricEigen.of(symmetric(diversity));
        double[] values = eigen.values();
        boolean determined = values[0] - values[1] > DISTINCT
                && values[1] > DISTINCT
                && (size == 2 || values[1] - values[2] > DISTINCT);
        if (!determined) {
            return null;
        }
        double[] vector = eigen.vector(1);
        for (int economy = 0; economy < size; economy++) {
            vector[economy] /= Math.sqrt(diversity[economy]);
        }
        double direction = covariance(vector, diversity);
        if (Math.abs(direction) <= DISTINCT) {
            return null;
        }
        for (int economy = 0; direction < 0 && economy < size; economy++) {
            vector[economy] = -vector[economy];
        }
        return vector;
    }

    private double[][] symmetric(double[] diversity) {
        int size = diversity.length;
        double[][] matrix = new double[size][size];
        for (int row = 0; row < size; row++) {
            for (int column = row; column < size; column++) {
                BitSet common = (BitSet) specialised[row].clone();
                common.and(specialised[column]);
                double sum = common.stream()
                        .mapToDouble(product -> 1.0 / ubiquity[product])
                        .sum();
                matrix[row][column] = sum / Math.sqrt(diversity[row] * diversity[column]);
                matrix[column][row] = matrix[row][column];
            }
        }
        return matrix;
    }

    private static double covariance(double[] one, double[] other) {
        double meanOne = mean(one);
        double meanOther = mean(other);
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += (one[i] - meanOne) * (other[i] - meanOther);
        }
        return sum;
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).sum() / values.length;
    }

    /** Of the population, not of a sample. */
    private static double deviation(double[] values) {
        double mean = mean(values);
        return Math.sqrt(Arrays.stream(values)
                        .map(value -> (value - mean) * (value - mean))
                        .sum()
                / values.length);
    }

    private static double[] standardised(double[] values, double mean, double deviation) {
        return Arrays.stream(values).map(value -> (value - mean) / deviation).toArray();
    }

    private static Map<String, Double> named(List<String> names, double[] values) {
        Map<String, Double> named = new TreeMap<>();
        for (int i = 0; i < values.length; i++) {
            named.put(names.get(i), values[i]);
        }
        return named;
    }

    private static Map<String, Integer> numbered(SortedSet<String> names) {
        Map<String, Integer> numbers = new HashMap<>();
        List<String> ordered = new ArrayList<>(names);
        for (int i = 0; i < ordered.size(); i++) {
            numbers.put(ordered.get(i), i);
        }
        return numbers;
    }
}
