package org.entente.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.entente.catalogue.Eventually;
import org.entente.federation.Store;
import org.entente.kernel.HubException;
import org.entente.local.LocalStackResource;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Attacks on a generated city of 20,000 persons, some of whom are the only ones of their age and sex where they live. Who attacks knows
 * that of everyone, and wants to know who is ill and what someone costs. Everything published comes from the hub itself. What
 * nobody can prevent is that the margins tell something; so each rate is held against guessing from exact margins.
 */
@QuarkusTest
@WithTestResource(LocalStackResource.class)
class DisclosureTest {
    private static final Logger LOG = Logger.getLogger(DisclosureTest.class);
    private static final int PERSONS = 20_000;
    private static final int SMALL = 5;

    private final List<Person> persons = Person.generate("p", PERSONS, 1);
    private final List<Person> unique = unique(persons);

    @Inject
    Store store;

    @Inject
    CubeBudget budget;

    @Inject
    CubeStore cubes;

    @Inject
    CubeUpkeep upkeep;

    private PublishedCity city;

    private static List<Person> unique(List<Person> persons) {
        var there = new HashMap<Integer, Integer>();
        persons.forEach(person -> there.merge(person.place(), 1, Integer::sum));
        return persons.stream().filter(person -> there.get(person.place()) == 1).toList();
    }

    @BeforeEach
    void the_persons_are_loaded() throws Exception {
        assertThat(unique).hasSizeGreaterThan(250);
        city = new PublishedCity(store);
        city.load(persons);
    }

    @AfterEach
    void they_go() {
        city.close();
    }

    /** What everyone could ask of data that is not personal, with small counts hidden as statistical tools do it. */
    @Test
    void plain_suppression_with_free_filters_tells_everything() {
        var targets = unique.subList(0, 60);
        long right = 0;
        for (var target : targets) {
            right += difference(target) == target.ill() ? 1 : 0;
        }

        LOG.infof("plain suppression, two queries: %d of %d right", right, targets.size());
        assertThat(right).isGreaterThanOrEqualTo(targets.size() * 97 / 100);
    }

    /** Those of the district who are ill, and the same without the one whom the attacker means. */
    private boolean difference(Person target) {
        var district = Map.of("eq", Map.of("field", "district", "value", "D%02d".formatted(target.district())));
        var others = Map.of(
                "not",
                Map.of(
                        "and",
                        List.of(
                                Map.of("eq", Map.of("field", "age", "value", target.age())),
                                Map.of("eq", Map.of("field", "sex", "value", target.sex() == 0 ? "F" : "M")))));
        var all = ill(district);
        var rest = ill(Map.of("and", List.of(district, others)));
        return all >= SMALL && rest >= SMALL && all - rest == 1;
    }

    private long ill(Object filter) {
        var cells = city.ask(List.of(Map.of("field", "ill")), filter).data().path("cells");
        for (JsonNode cell : cells) {
            if (cell.at("/group/0").asText().equals("true")) {
                return cell.at("/values/0/value").asLong();
            }
        }
        return 0;
    }

    /** Whoever spends what all citizens have closes the cube to them until the next snapshot, and no longer. */
    @Test
    void citizens_have_a_budget_for_each_snapshot_and_partners_one_for_good() throws Exception {
        budget.spend(snapshot(1), null, List.of("a"));
        budget.spend(snapshot(1), "ville", List.of("a"));

        assertThatThrownBy(() -> budget.spend(snapshot(1), null, List.of("b"))).isInstanceOf(HubException.class);
        assertThat(budget.spend(snapshot(2), null, List.of("b"))).isZero();
        assertThatThrownBy(() -> budget.spend(snapshot(2), "ville", List.of("b")))
                .isInstanceOf(HubException.class);
        assertThat(budget.spend(snapshot(2), "ville", List.of("a"))).isZero();
    }

    private PublishedCube snapshot(int number) {
        var cube = new Cube(null, ZoneOffset.UTC, List.of(), List.of(), 1);
        return new PublishedCube(UUID.fromString(city.dataset), 1, cube, number, Instant.EPOCH);
    }

    @Test
    void the_cube_tells_no_more_than_margins_do() throws Exception {
        city.classify();
        city.publish();
        var tables = city.tables();

        assertThat(tables).hasSizeBetween(20, Published.shapes().size() - 4);
        differences(tables);
        everything(tables);
        repetition(tables);
        sums(tables);
        var padded = padding();
        slices(padded);
    }

    private Score margins(List<Person> targets, List<Person> everyone) {
        var margins = Published.shapes().stream()
                .filter(shape -> shape.ill() && shape.dimensions() <= 2)
                .map(shape -> exact(shape, everyone))
                .toList();
        return Score.of(targets, TableAttack.onEveryone(margins, everyone, List.of()));
    }

    private static Published exact(Published shape, List<Person> everyone) {
        var counts = new Long[shape.cells()];
        Arrays.fill(counts, 0L);
        everyone.forEach(person -> counts[shape.cell(person, person.ill())]++);
        return shape.with(Arrays.asList(counts), List.of());
    }

    /** A cell less all of its shown parts but the target's: what is left is the target's part, hidden or not. */
    private void differences(List<Published> tables) {
        var score = Score.of(unique, target -> {
            double ill = 0;
            double well = 0;
            for (var whole : tables) {
                for (var part : tables) {
                    if (whole.ill() && part.ill() && isPart(part, whole)) {
                        ill += rest(whole, part, target, true);
                        well += rest(whole, part, target, false);
                    }
                }
            }
            return Math.max(0, ill) / Math.max(1, Math.max(0, ill) + Math.max(0, well));
        });
        report("two-query differences", score, margins(unique, persons));
        assertNoBetter(score, margins(unique, persons));
    }

    private static boolean isPart(Published part, Published whole) {
        return part.district() >= whole.district()
                && part.age() >= whole.age()
                && (part.sex() || !whole.sex())
                && part.cells() > whole.cells();
    }

    private double rest(Published whole, Published part, Person target, boolean ill) {
        var count = whole.count(target, ill);
        if (count == null) {
            return 0;
        }
        double rest = count;
        var seen = new HashSet<Integer>(List.of(part.cell(target, ill)));
        for (var person : representatives) {
            int cell = part.cell(person, ill);
            if (whole.cell(person, ill) == whole.cell(target, ill) && seen.add(cell)) {
                rest -= part.counts().get(cell) == null ? 4.5 : part.counts().get(cell);
            }
        }
        return rest;
    }

    /** One of each place. */
    private final List<Person> representatives = Stream.iterate(
                    0, place -> place < Person.DISTRICTS * Person.AGES * 2, place -> place + 1)
            .map(place -> new Person("", place / 2 / Person.AGES, place / 2 % Person.AGES, place % 2, false, 0))
            .toList();

    private void everything(List<Published> tables) {
        var score = Score.of(unique, TableAttack.onEveryone(tables, persons, List.of()));
        report("least squares over %d tables".formatted(tables.size()), score, margins(unique, persons));
        assertNoBetter(score, margins(unique, persons));
    }

    /** The noise is another in each installation, and 284 persons leave a standard error of three in a hundred. */
    private static void assertNoBetter(Score score, Score margins) {
        assertThat(score.right()).isLessThan(margins.right() + 0.13).isLessThan(0.75);
        assertThat(score.auc()).isLessThan(margins.auc() + 0.13).isLessThan(0.78);
    }

    private static void report(String attack, Score score, Score margins) {
        LOG.infof("%s: %s; exact margins of two dimensions: %s", attack, score, margins);
    }

    /** There is nothing to average: whoever asks, however often and in whatever order, gets the same. */
    private void repetition(List<Published> tables) {
        var table = tables.stream()
                .filter(found -> found.dimensions() == 3 && found.ill())
                .findFirst()
                .orElseThrow();
        for (var order : List.of(
                List.of("district", "age", "sex", "ill"),
                List.of("ill", "age", "district", "sex"),
                List.of("sex", "ill", "district", "age"))) {
            for (int again = 0; again < 3; again++) {
                assertThat(city.table(table, order)).contains(table);
            }
        }
    }

    /** The attacker knows what all others cost, and takes the mean of what each table then leaves for the target. */
    private void sums(List<Published> tables) {
        var weighed = new double[unique.size()];
        var weights = new double[unique.size()];
        for (var table : tables) {
            var costs = new double[table.cells()];
            var largest = new double[table.cells()];
            for (var person : persons) {
                int cell = table.cell(person, person.ill());
                costs[cell] += person.cost();
                largest[cell] = Math.max(largest[cell], person.cost());
            }
            for (int i = 0; i < unique.size(); i++) {
                int cell = table.cell(unique.get(i), unique.get(i).ill());
                if (table.sums().get(cell) != null) {
                    double weight = 1 / (largest[cell] * largest[cell]);
                    double left = table.sums().get(cell).doubleValue()
                            - costs[cell]
                            + unique.get(i).cost();
                    weighed[i] += weight * left;
                    weights[i] += weight;
                }
            }
        }
        long found = IntStream.range(0, unique.size())
                .filter(i -> Math.abs(weighed[i] / weights[i] / unique.get(i).cost() - 1) <= 0.1)
                .count();
        LOG.infof("sums: %d of %d found within a tenth; without noise each is found exactly", found, unique.size());
        assertThat(found).isLessThan(unique.size() * 17 / 100);
    }

    /** Persons of the attacker's own, so that the cells of a target are large enough to be shown. */
    private List<Person> padding() throws Exception {
        var targets = unique.subList(0, 150);
        var own = new ArrayList<Person>();
        for (var target : targets) {
            for (int i = 0; i < 20; i++) {
                own.add(new Person("own" + own.size(), target.district(), target.age(), target.sex(), i % 2 == 0, 100));
            }
        }
        var padded = new ArrayList<>(persons);
        padded.addAll(own);
        loadAndCompare(padded);
        var score = Score.of(targets, TableAttack.onEveryone(city.tables(), persons, own));
        report("padding with %d own records".formatted(own.size()), score, margins(targets, persons));
        assertThat(score.right())
                .isLessThan(margins(targets, persons).right() + 0.12)
                .isLessThan(0.75);
        assertThat(score.auc()).isLessThan(0.80);
        return padded;
    }

    private void loadAndCompare(List<Person> now) throws Exception {
        city.load(now);
        Eventually.is("they were compared with the snapshot", () -> {
            upkeep.look();
            return !cubes.behind().contains(UUID.fromString(city.dataset));
        });
    }

    /** The attacker knows who came between two publications. */
    private void slices(List<Person> before) throws Exception {
        var former = city.tables();
        var snapshot = city.snapshotTakenAt();
        var more = new ArrayList<>(before);
        var came = Person.generate("n", 2_600, 2);
        more.addAll(came.subList(0, 1_000));
        loadAndCompare(more);
        assertThat(city.snapshotTakenAt()).as("too few came").isEqualTo(snapshot);
        assertThat(city.republish())
                .as("nor by publishing again, once that was seen")
                .isEqualTo("BAD_INPUT");
        more.addAll(came.subList(1_000, came.size()));
        loadAndCompare(more);
        assertThat(city.snapshotTakenAt()).isNotEqualTo(snapshot);

        costs(more);
        var tables = both(former, city.tables());
        var score = Score.of(came, TableAttack.onNewcomers(tables.getFirst(), tables.getLast(), came));
        var margins = margins(came, came);
        report("%d newcomers between two snapshots".formatted(came.size()), score, margins);
        assertNoBetter(score, margins);
    }

    /** Between two snapshots of the same people what many cost changed: for all but one, the attacker knows by how much. */
    private void costs(List<Person> persons) throws Exception {
        var target = unique.getFirst();
        var table = city.tables().stream()
                .filter(found -> found.dimensions() == 1 && found.district() == 2)
                .findFirst()
                .orElseThrow();
        int cell = table.cell(target, target.ill());
        var order = List.of("district");
        double former = city.table(table, order).orElseThrow().sums().get(cell).doubleValue();
        var counts = city.table(table, order).orElseThrow().counts();
        var changed = persons.stream()
                .map(person -> person.equals(target)
                                || person.district() != target.district()
                                        && person.code().hashCode() % 5 == 0
                        ? new Person(
                                person.code(),
                                person.district(),
                                person.age(),
                                person.sex(),
                                person.ill(),
                                person.cost() + 7)
                        : person)
                .toList();
        loadAndCompare(changed);
        var later = city.table(table, order).orElseThrow();

        assertThat(later.counts()).as("the same people").isEqualTo(counts);
        assertThat(Math.abs(later.sums().get(cell).doubleValue() - former - 7))
                .as("the target alone changed in its cell")
                .isGreaterThan(1);
    }

    /** Those that were given both times. */
    private static List<List<Published>> both(List<Published> former, List<Published> later) {
        var before = new ArrayList<Published>();
        var after = new ArrayList<Published>();
        for (var one : former) {
            for (var other : later) {
                if (one.with(List.of(), List.of()).equals(other.with(List.of(), List.of()))) {
                    before.add(one);
                    after.add(other);
                }
            }
        }
        return List.of(before, after);
    }
}
