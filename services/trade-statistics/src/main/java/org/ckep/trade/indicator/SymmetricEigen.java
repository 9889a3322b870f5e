package org.ckep.trade.indicator;

import java.util.Arrays;
import java.util.Comparator;

/**
 * Eigenvalues and eigenvectors of a symmetric matrix by Jacobi's rotations: slower than other methods and exact to the
 * last digits also for small eigenvalues, which suits a matrix of a few hundred economies.
 */
final class SymmetricEigen {
    private static final int MOST_SWEEPS = 60;
    private static final double NOTHING = 1e-30;

    private final double[] values;
    private final double[][] vectors;

    private SymmetricEigen(double[] values, double[][] vectors) {
        this.values = values;
        this.vectors = vectors;
    }

    /** Decomposes a symmetric matrix, which is overwritten. */
    static SymmetricEigen of(double[][] matrix) {
        int size = matrix.length;
        // By row one eigenvector, so that a rotation runs over two rows in memory.
        double[][] vectors = new double[size][size];
        for (int i = 0; i < size; i++) {
            vectors[i][i] = 1;
        }
        for (int sweep = 0; sweep < MOST_SWEEPS && offDiagonal(matrix) > NOTHING; sweep++) {
            for (int p = 0; p < size; p++) {
                for (int q = p + 1; q < size; q++) {
                    rotate(matrix, vectors, p, q);
                }
            }
        }
        Integer[] order = new Integer[size];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, Comparator.comparingDouble((Integer i) -> -matrix[i][i]));
        double[] values = new double[size];
        double[][] sorted = new double[size][];
        for (int i = 0; i < size; i++) {
            values[i] = matrix[order[i]][order[i]];
            sorted[i] = vectors[order[i]];
        }
        return new SymmetricEigen(values, sorted);
    }

    /** Eigenvalues, the largest first. */
    double[] values() {
        return values.clone();
    }

    /** The eigenvector of length one of the eigenvalue with that place, the largest being 0. */
    double[] vector(int place) {
        return vectors[place].clone();
    }

    private static double offDiagonal(double[][] matrix) {
        double sum = 0;
        for (int p = 0; p < matrix.length; p++) {
            for (int q = p + 1; q < matrix.length; q++) {
                sum += matrix[p][q] * matrix[p][q];
            }
        }
        return sum;
    }

    private static void rotate(double[][] matrix, double[][] vectors, int p, int q) {
        double apart = matrix[p][q];
        if (apart == 0) {
            return;
        }
        double theta = (matrix[q][q] - matrix[p][p]) / (2 * apart);
        double tangent = Math.copySign(1, theta) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
        double cosine = 1 / Math.sqrt(tangent * tangent + 1);
        double sine = tangent * cosine;
        for (int k = 0; k < matrix.length; k++) {
            double kp = matrix[k][p];
            double kq = matrix[k][q];
            matrix[k][p] = cosine * kp - sine * kq;
            matrix[k][q] = sine * kp + cosine * kq;
        }
        turn(matrix[p], matrix[q], cosine, sine);
        turn(vectors[p], vectors[q], cosine, sine);
    }

    private static void turn(double[] one, double[] other, double cosine, double sine) {
        for (int k = 0; k < one.length; k++) {
            double first = one[k];
            double second = other[k];
            one[k] = cosine * first - sine * second;
            other[k] = sine * first + cosine * second;
        }
    }
}
