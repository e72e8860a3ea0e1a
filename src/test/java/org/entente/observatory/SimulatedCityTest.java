package org.entente.observatory;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A tenth of the city: the whole of it is measured by the benchmark, and its tables are in docs/decisions/0020. */
class SimulatedCityTest {
    private static final int GROUPS = 5;
    private static final int WEEK = 7;

    @Test
    void most_planted_incidents_are_told_by_their_rules_and_few_others() {
        var city = new SimulatedCity(11, true);
        var planted = city.incidents().stream().filter(i -> i.group() < GROUPS).toList();
        var trial = new CityTrial(city, CityCalendar.KNOWN, SeriesScorer.USUAL_THRESHOLD);

        var table = new CityTable(planted, trial.run(GROUPS));

        assertThat(planted).hasSizeGreaterThan(15);
        assertThat(table.rows())
                .allSatisfy(row -> assertThat(row.found())
                        .isGreaterThanOrEqualTo(
                                row.kind() == CityIncident.Kind.SPIKE ? row.planted() / 2 : row.planted() - 1));
        assertThat(table.kinds().stream().mapToInt(CityTable.KindRow::wrong).sum())
                .isLessThan(GROUPS * SimulatedCity.SENSORS * CityCalendar.DAYS / 20);
    }

    @Test
    void as_it_is_scored_live_as_much_is_told() {
        var city = new SimulatedCity(11, true);
        var planted = city.incidents().stream().filter(i -> i.group() < GROUPS).toList();
        var trial = new LiveCityTrial(city, GROUPS);

        var table = new CityTable(planted, trial.run());

        assertThat(trial.restored()).isPositive();
        assertThat(table.rows())
                .allSatisfy(row -> assertThat(row.found())
                        .isGreaterThanOrEqualTo(
                                row.kind() == CityIncident.Kind.SPIKE ? row.planted() / 2 : row.planted() - 1));
    }

    @Test
    void on_a_city_where_nothing_happens_the_probability_is_about_what_it_says() {
        var trial = new CityTrial(new SimulatedCity(12, false), CityCalendar.KNOWN, 0);
        trial.run(GROUPS);

        int days = 0;
        int unusual = 0;
        for (int group = 0; group < GROUPS; group++) {
            for (var sensor : trial.least()[group]) {
                for (int day = 3 * WEEK; day < CityCalendar.DAYS; day++) {
                    days++;
                    unusual += sensor[day] <= 0.05 ? 1 : 0;
                }
            }
        }
        assertThat(unusual / (double) days).isBetween(0.02, 0.08);
    }
}
