package org.entente.observatory;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.mult.VectorVectorMult_DDRM;

/**
 * A linear forecast that keeps learning, by recursive least squares with exponential forgetting (Haykin, Adaptive Filter Theory,
 * ch. 10). O(n²) a step. The inverse correlation stops growing at a bound, as it would without end while the features stand still.
 */
final class RecursiveLeastSquares implements Stateful {
    private static final double FORGETTING = 0.9995;
    private static final double FIRST = 100;
    private static final double LARGEST = 1e6;

    private final DMatrixRMaj inverse;
    private final DMatrixRMaj weights;
    private final DMatrixRMaj gain;

    RecursiveLeastSquares(int features) {
        inverse = CommonOps_DDRM.identity(features);
        CommonOps_DDRM.scale(FIRST, inverse);
        weights = new DMatrixRMaj(features, 1);
        gain = new DMatrixRMaj(features, 1);
    }

    double forecast(DMatrixRMaj features) {
        return VectorVectorMult_DDRM.innerProd(weights, features);
    }

    void learn(DMatrixRMaj features, double error) {
        CommonOps_DDRM.mult(inverse, features, gain);
        double root = Math.sqrt(FORGETTING + VectorVectorMult_DDRM.innerProd(gain, features));
        CommonOps_DDRM.divide(gain, root);
        CommonOps_DDRM.addEquals(weights, error / root, gain);
        VectorVectorMult_DDRM.rank1Update(-1, inverse, gain, gain);
        if (CommonOps_DDRM.trace(inverse) < LARGEST) {
            CommonOps_DDRM.scale(1 / FORGETTING, inverse);
        }
    }

    /** The inverse is symmetric, bit by bit. */
    @Override
    public void exchange(StateExchange state) {
        state.reals(weights.data);
        for (int row = 0; row < inverse.numRows; row++) {
            for (int column = 0; column <= row; column++) {
                double value = state.real(inverse.get(row, column));
                inverse.set(row, column, value);
                inverse.set(column, row, value);
            }
        }
    }
}
