package org.entente.records;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.entente.access.FilterArgument;
import org.entente.kernel.FieldDefinition;
import org.entente.kernel.Filter;
import org.entente.kernel.Filter.And;
import org.entente.kernel.Filter.Compare;
import org.entente.kernel.Filter.In;
import org.entente.kernel.Filter.Op;
import org.entente.kernel.HubException;
import org.entente.records.AggregateMetric.Kind;
import org.entente.records.CubeTable.Axis;
import org.entente.records.CubeTable.Wanted;

/** Makes one table of a cube of what a caller asks for, and refuses all that is no such table. */
record CubeTableReader(Cube cube, GrantedRows granted, RecordShape shape) {

    CubeTable read(Aggregates.Query query) {
        var selections = selections(query.filter());
        var axes = new ArrayList<Axis>();
        for (int i = 0; i < query.groupBy().size(); i++) {
            axes.add(axis(query.groupBy().get(i), selections, "groupBy[" + i + "]"));
        }
        int groups = axes.size();
        for (var selection : selections) {
            if (axes.stream().noneMatch(selection::isOn)) {
                axes.add(selection.single());
            }
        }
        requireOneTable(axes, selections);
        return new CubeTable(cube, axes, groups, metrics(query.metrics()));
    }

    private static void requireOneTable(List<Axis> axes, List<Selection> selections) {
        if (axes.size() > CubeTable.MOST_AXES) {
            throw HubException.limitExceeded("groupBy", "A table has at most " + CubeTable.MOST_AXES + " dimensions");
        }
        var dimensions = new HashSet<>(axes.stream().map(Axis::dimension).toList());
        if (dimensions.size() < axes.size()
                || selections.size() > Set.copyOf(selections).size()) {
            throw HubException.badInput("groupBy", "A dimension can be in a table once, at one level");
        }
    }

    /** Members of one level that a filter selects. */
    private record Selection(int dimension, CubeLevel level, Set<Integer> members) {
        boolean isOn(Axis axis) {
            return axis.dimension() == dimension && axis.level() == level;
        }

        /** Several members that are not told apart would be a cell of the caller's making. */
        Axis single() {
            if (members.size() > 1) {
                throw HubException.badInput(
                        "filter", "Group by '" + level.name() + "' to select several of its members");
            }
            return new Axis(dimension, level, members);
        }
    }

    private Axis axis(AggregateGroup group, List<Selection> selections, String path) {
        int dimension = dimension(group.field(), path + ".field");
        if (group.level() == null || group.interval() != null || group.zone() != null) {
            throw HubException.badInput(path + ".level", "A level of the cube is expected, and it alone");
        }
        var level = cube.dimensions().get(dimension).level(group.level(), path + ".level");
        var axis = new Axis(dimension, level, null);
        return selections.stream()
                .filter(selection -> selection.isOn(axis))
                .findFirst()
                .map(selection -> new Axis(dimension, level, selection.members))
                .orElse(axis);
    }

    private int dimension(String field, String path) {
        shape.typed().field(field, path);
        granted.requireShown(field, path);
        return cube.dimension(field)
                .orElseThrow(() -> none("dimensions", fields(cube.dimensions(), CubeDimension::field), path));
    }

    private List<Selection> selections(FilterArgument argument) {
        var selections = new ArrayList<Selection>();
        if (argument != null) {
            var filter = FilterArgument.read(argument, "filter");
            if (filter instanceof And(var of)) {
                for (int i = 0; i < of.size(); i++) {
                    selections.add(selection(of.get(i), "filter.and[" + i + "]"));
                }
            } else {
                selections.add(selection(filter, "filter"));
            }
        }
        if (selections.stream().map(Selection::dimension).distinct().count() < selections.size()) {
            throw HubException.badInput("filter", "A dimension can be filtered on once");
        }
        return selections;
    }

    private Selection selection(Filter part, String path) {
        return switch (part) {
            case Compare(var field, var op, var value)
            when op == Op.EQ -> selection(field, List.of(value), path + ".eq.field");
            case In(var field, var values) when !values.isEmpty() -> selection(field, values, path + ".in.field");
            default -> throw HubException.badInput("filter", "Of a cube, members are selected with eq and in");
        };
    }

    private Selection selection(String name, List<Object> members, String path) {
        int dot = name.lastIndexOf('.');
        if (dot < 0) {
            throw HubException.badInput("filter", "A dimension and one of its levels are expected, as DIMENSION.LEVEL");
        }
        int dimension = dimension(name.substring(0, dot), path);
        var level = cube.dimensions().get(dimension).level(name.substring(dot + 1), "filter");
        var selected = new HashSet<Integer>();
        for (var member : members) {
            int position = level.members().indexOf(member.toString());
            if (position < 0) {
                throw HubException.badInput("filter", "'" + member + "' is no member of '" + name + "'");
            }
            selected.add(position);
        }
        return new Selection(dimension, level, selected);
    }

    private List<Wanted> metrics(List<AggregateMetric> metrics) {
        var wanted = new ArrayList<Wanted>();
        for (int i = 0; i < metrics.size(); i++) {
            wanted.add(wanted(metrics.get(i), "metrics[" + i + "]"));
        }
        return wanted;
    }

    private Wanted wanted(AggregateMetric metric, String path) {
        var field = metric.field(shape.typed(), path);
        if (field != null) {
            granted.requireShown(field.name(), path + ".field");
        }
        return switch (metric.kind()) {
            case COUNT -> count(metric, path);
            case SUM, MEAN -> new Wanted(metric.kind(), measure(metric.field(), path + ".field"));
            case MIN, MAX, PERCENTILE ->
                throw HubException.badInput(
                        path + ".kind", "A cube has counts, sums and means: this would show single people");
        };
    }

    private static Wanted count(AggregateMetric metric, String path) {
        if (metric.field() != null) {
            throw HubException.badInput(path + ".field", "A cube counts its unit alone");
        }
        return new Wanted(Kind.COUNT, -1);
    }

    private int measure(String field, String path) {
        return cube.measure(field)
                .orElseThrow(() -> none("measures", fields(cube.measures(), Cube.Measure::field), path));
    }

    private static <T> String fields(List<T> parts, Function<T, FieldDefinition> field) {
        return parts.stream().map(field).map(FieldDefinition::name).collect(Collectors.joining(", "));
    }

    private static HubException none(String what, String names, String path) {
        return HubException.badInput(path, "The " + what + " of the cube are " + names);
    }
}
