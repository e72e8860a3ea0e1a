package org.entente.records;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Works out who is ill from all published tables at once, knowing of everybody where they live, their age and their sex: least
 * squares over the finest cells, and over the persons who came between two publications.
 */
final class TableAttack {
    private static final double NOISE = 4;
    /** A hidden cell has between 0 and 14 persons. */
    private static final double HIDDEN = 4.5;

    private static final double OF_HIDDEN = 12;
    /** Two publications of the same persons are equal; of others they are so by chance. */
    private static final double OF_EQUAL = 0.3;

    private TableAttack() {}

    /** @param known persons whom the attacker added and knows all of */
    static ToDoubleFunction<Person> onEveryone(List<Published> tables, List<Person> neighbours, List<Person> known) {
        var there = new double[Person.DISTRICTS * Person.AGES * 2];
        neighbours.forEach(person -> there[person.place()]++);
        var likely = new double[there.length];
        var variance = new double[there.length];
        for (int place = 0; place < there.length; place++) {
            double p = illness(place);
            likely[place] = there[place] * p;
            variance[place] = Math.max(1e-6, there[place] * p * (1 - p));
        }
        var squares = new LeastSquares(likely, variance);
        for (var table : tables) {
            if (table.ill()) {
                know(squares, table, there, known);
            }
        }
        var ill = squares.solve();
        return person -> ill[person.place()] / there[person.place()];
    }

    /** How many of a cell are ill is told by the cell of those who are, and by the one of those who are not. */
    private static void know(LeastSquares squares, Published table, double[] there, List<Person> known) {
        var places = places(table);
        var own = new double[table.cells()];
        known.forEach(person -> own[table.cell(person, person.ill())]++);
        for (int cell = 0; cell < table.cells(); cell += 2) {
            var of = places.apply(cell);
            double all = IntStream.of(of).mapToDouble(place -> there[place]).sum();
            squares.know(of, value(table, cell + 1) - own[cell + 1], variance(table, cell + 1));
            squares.know(of, all - value(table, cell) + own[cell], variance(table, cell));
        }
    }

    private static double value(Published table, int cell) {
        var count = table.counts().get(cell);
        return count == null ? HIDDEN : count;
    }

    private static double variance(Published table, int cell) {
        return table.counts().get(cell) == null ? OF_HIDDEN : NOISE;
    }

    private static IntFunction<int[]> places(Published table) {
        var places = new ArrayList<List<Integer>>();
        for (int i = 0; i < table.cells(); i++) {
            places.add(new ArrayList<>());
        }
        for (int place = 0; place < Person.DISTRICTS * Person.AGES * 2; place++) {
            places.get(table.cell(place / 2 / Person.AGES, place / 2 % Person.AGES, place % 2, false))
                    .add(place);
        }
        return cell -> places.get(cell).stream().mapToInt(Integer::intValue).toArray();
    }

    private static double illness(int place) {
        return Person.illness(place / 2 / Person.AGES, place / 2 % Person.AGES, place % 2);
    }

    /** @param came those who are in the second publication alone; the attacker knows who, and that nobody else changed */
    static ToDoubleFunction<Person> onNewcomers(List<Published> before, List<Published> after, List<Person> came) {
        var squares = new LeastSquares(
                came.stream().mapToDouble(Person::illness).toArray(),
                came.stream()
                        .mapToDouble(person -> person.illness() * (1 - person.illness()))
                        .toArray());
        for (int i = 0; i < after.size(); i++) {
            if (after.get(i).ill()) {
                know(squares, before.get(i), after.get(i), came);
            }
        }
        var ill = squares.solve();
        return person -> ill[came.indexOf(person)];
    }

    private static void know(LeastSquares squares, Published before, Published after, List<Person> came) {
        for (int cell = 0; cell < after.cells(); cell += 2) {
            int place = cell;
            var of = IntStream.range(0, came.size())
                    .filter(i -> after.cell(came.get(i), false) == place)
                    .toArray();
            difference(squares, before, after, of, cell + 1, 1, 0);
            difference(squares, before, after, of, cell, -1, of.length);
        }
    }

    private static void difference(
            LeastSquares squares, Published before, Published after, int[] of, int cell, int sign, int from) {
        var former = before.counts().get(cell);
        var now = after.counts().get(cell);
        if (of.length > 0 && former != null && now != null) {
            long grown = now - former;
            squares.know(of, from + sign * grown, grown == 0 ? OF_EQUAL : 2 * NOISE);
        }
    }
}
