package org.entente.records;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.entente.kernel.FieldDefinition;
import org.entente.kernel.HubException;

/**
 * Reads one dimension's levels from the finest up. Each coarser one is made of the finer one's members whole, so that no two tables
 * cut the same people in ways that cross.
 */
record CubeLevels(FieldDefinition field, CubeInput.Dimension said, String path, ZoneId zone, Instant now) {
    private static final int MOST = 2_000;

    CubeDimension read() {
        CubeReader.requireDifferent(
                said.levels().stream().map(CubeInput.Level::name).toList(), path + ".levels");
        return switch (field.type()) {
            case TEXT, BOOLEAN, AREAS -> values();
            case INTEGER, DECIMAL, DOUBLE -> bands();
            case INSTANT -> periods();
            case POINT, JSON -> throw HubException.badInput(path + ".field", "A field of this type makes no cells");
        };
    }

    private CubeDimension values() {
        var levels = new ArrayList<CubeLevel>();
        var finest = new CubeValues(finestValues());
        for (int i = said.levels().size() - 1; i >= 0; i--) {
            var names = members(i).stream().map(CubeInput.Member::name).toList();
            levels.addFirst(new CubeLevel(
                    said.levels().get(i).name(),
                    names,
                    levels.isEmpty() ? IntStream.range(0, names.size()).toArray() : joined(i, levels.getFirst())));
        }
        return new CubeDimension(field, finest, levels);
    }

    private List<Set<String>> finestValues() {
        var values = new ArrayList<Set<String>>();
        var seen = new HashSet<String>();
        for (var member : members(said.levels().size() - 1)) {
            values.add(new LinkedHashSet<>(member.parts()));
            if (!member.parts().stream().allMatch(seen::add)) {
                throw bad(said.levels().size() - 1, "members", "A value can belong to one member alone");
            }
        }
        return values;
    }

    private List<CubeInput.Member> members(int level) {
        var members = said.levels().get(level).members();
        if (members == null || members.isEmpty()) {
            throw bad(level, "members", "Members are expected");
        }
        CubeReader.requireDifferent(members.stream().map(CubeInput.Member::name).toList(), at(level, "members"));
        return members;
    }

    /** Which member of this level each of the finest ones belongs to, by the next finer level. */
    private int[] joined(int level, CubeLevel finer) {
        var memberOf = new LinkedHashMap<String, Integer>();
        var members = members(level);
        for (int i = 0; i < members.size(); i++) {
            for (var part : members.get(i).parts()) {
                if (memberOf.put(part, i) != null) {
                    throw bad(level, "members", "A part can belong to one member alone");
                }
            }
        }
        if (!memberOf.keySet().equals(Set.copyOf(finer.members()))) {
            throw bad(
                    level, "members", "They must be made of all members of the next finer level, and of nothing else");
        }
        return IntStream.of(finer.ofFinest())
                .map(i -> memberOf.get(finer.members().get(i)))
                .toArray();
    }

    private CubeDimension bands() {
        require(said.lower() != null && said.upper() != null, "lower", "Bands need a lower and an upper bound");
        var lower = CubeReader.number(field, said.lower(), path + ".lower");
        var upper = CubeReader.number(field, said.upper(), path + ".upper");
        var finest = new CubeBands(field.type(), lower, width(last()), parts(upper.subtract(lower), last()));
        var levels = new ArrayList<CubeLevel>();
        for (int i = 0; i <= last(); i++) {
            int times = i == last() ? 1 : parts(width(i), last());
            require(finest.size() % times == 0, "levels", "Each width must divide the coarser one and the whole");
            require(i == 0 || parts(width(i - 1), i) > 1, "levels", "From coarse to fine");
            levels.add(new CubeLevel(
                    said.levels().get(i).name(),
                    finest.names(times),
                    IntStream.range(0, finest.size()).map(band -> band / times).toArray()));
        }
        return new CubeDimension(field, finest, levels);
    }

    /** How many bands of this level a range has. */
    private int parts(BigDecimal range, int level) {
        var parts = range.divideAndRemainder(width(level));
        require(
                parts[1].signum() == 0 && parts[0].signum() > 0 && parts[0].compareTo(BigDecimal.valueOf(MOST)) <= 0,
                "levels",
                "Each width must divide the coarser one and the whole, into at most " + MOST + " bands");
        return parts[0].intValueExact();
    }

    private BigDecimal width(int level) {
        var width = said.levels().get(level).width();
        if (width == null || width.signum() <= 0) {
            throw bad(level, "width", "A width is expected");
        }
        return CubeReader.number(field, width, at(level, "width"));
    }

    private CubeDimension periods() {
        require(said.from() != null, "from", "Periods need a beginning");
        var until = said.until() == null ? now : said.until();
        require(said.from().isBefore(until), "until", "The end must come after the beginning");
        for (int i = 0; i <= last(); i++) {
            require(
                    i == 0 || nests(interval(i - 1), interval(i)),
                    "levels",
                    "From coarse to fine; a week is part of nothing");
        }
        var finest = CubePeriods.of(interval(last()), zone, said.from(), until, MOST);
        require(finest.size() <= MOST, "levels", "At most " + MOST + " periods");
        return new CubeDimension(
                field,
                finest,
                IntStream.rangeClosed(0, last()).mapToObj(i -> level(i, finest)).toList());
    }

    private CubeLevel level(int level, CubePeriods finest) {
        var names = new ArrayList<String>();
        var ofFinest = new int[finest.size()];
        for (int period = 0; period < ofFinest.length; period++) {
            var name = finest.label(period, interval(level));
            if (names.isEmpty() || !names.getLast().equals(name)) {
                names.add(name);
            }
            ofFinest[period] = names.size() - 1;
        }
        return new CubeLevel(said.levels().get(level).name(), names, ofFinest);
    }

    private static boolean nests(TimeInterval coarse, TimeInterval fine) {
        return coarse.compareTo(fine) > 0 && (fine != TimeInterval.WEEK);
    }

    private TimeInterval interval(int level) {
        var interval = said.levels().get(level).interval();
        if (interval == null) {
            throw bad(level, "interval", "An interval is expected");
        }
        return interval;
    }

    private int last() {
        return said.levels().size() - 1;
    }

    private void require(boolean holds, String member, String problem) {
        if (!holds) {
            throw HubException.badInput(path + "." + member, problem);
        }
    }

    private HubException bad(int level, String member, String problem) {
        return HubException.badInput(at(level, member), problem);
    }

    private String at(int level, String member) {
        return path + ".levels[" + level + "]." + member;
    }
}
