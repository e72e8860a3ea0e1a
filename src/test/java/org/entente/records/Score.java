package org.entente.records;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * How well someone guesses who is ill.
 *
 * @param right the share of right guesses
 * @param auc how often someone ill is scored higher than someone well: one half for no knowledge at all
 */
record Score(double right, double auc) {
    static Score of(List<Person> persons, ToDoubleFunction<Person> guess) {
        var scores = persons.stream().mapToDouble(guess).toArray();
        long right = 0;
        double above = 0;
        long pairs = 0;
        for (int i = 0; i < scores.length; i++) {
            right += scores[i] > 0.5 == persons.get(i).ill() ? 1 : 0;
            for (int j = 0; j < scores.length; j++) {
                if (persons.get(i).ill() && !persons.get(j).ill()) {
                    pairs++;
                    above += scores[i] > scores[j] ? 1 : scores[i] == scores[j] ? 0.5 : 0;
                }
            }
        }
        return new Score(right / (double) scores.length, above / pairs);
    }

    @Override
    public String toString() {
        return "%.3f right, AUC %.3f".formatted(right, auc);
    }
}
