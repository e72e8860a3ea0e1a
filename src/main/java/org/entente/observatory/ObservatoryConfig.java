package org.entente.observatory;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;

/** Series of observations and their live scoring. */
@ConfigMapping(prefix = "entente.observatory")
public interface ObservatoryConfig {
    /** Whose hours and days series have. */
    @WithDefault("Europe/Paris")
    ZoneId zone();

    /** Days that are like Sundays. */
    Optional<Set<LocalDate>> publicHolidays();

    /** How long single observations are kept; hourly ones are kept after that. All are, where it is not said. */
    Optional<Period> retention();

    /** How far in the past an observation may be to be taken, and how far in the future by a sensor's clock. */
    @WithDefault("P30Y")
    Period oldest();

    @WithDefault("PT5M")
    Duration clockSkew();

    /** Scorers that this replica keeps in memory: 13 KB each, with shape 57 KB; the others are read when they are needed. */
    @WithDefault("5000")
    int scorers();

    /** How often it is looked for what other replicas took, and what they left. */
    @WithDefault("PT0.2S")
    Duration poll();

    /** How often it is looked for series that say nothing any more. */
    @WithDefault("PT10S")
    Duration silence();

    /** How long a series that could not be scored is left before it is tried again. */
    @WithDefault("PT30S")
    Duration retry();

    /** How often it is looked for calendars and indicators whose records changed, and for indicators of which an interval is over. */
    @WithDefault("PT2S")
    Duration indicators();

    /** A detector of whose labelled anomalies fewer are right is suspended for that series, once so many are labelled. */
    @WithDefault("0.2")
    double leastPrecision();

    @WithDefault("10")
    int leastLabels();

    /** Subscriptions to anomalies at once, in all and of one account. */
    @WithDefault("5000")
    int subscriptions();

    @WithDefault("100")
    int subscriptionsPerCaller();
}
