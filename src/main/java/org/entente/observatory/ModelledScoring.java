package org.entente.observatory;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jboss.logging.Logger;

/**
 * Asks series' own models about what waits in a round, stretch by stretch. A model that does not do what it has to is suspended from there
 * on; while the runner is away its series wait, so that no score is made without it.
 */
@ApplicationScoped
class ModelledScoring {
    private static final Logger LOG = Logger.getLogger(ModelledScoring.class);
    /** In a round, in which other series wait and rows are locked. */
    private static final Duration LONGEST = Duration.ofSeconds(2);

    private final ModelRuns runs;
    private final PartnerModels models;

    ModelledScoring(ModelRuns runs, PartnerModels models) {
        this.runs = runs;
        this.models = models;
    }

    /**
     * One turn each, again and again. What there is no more time for goes on waiting in its lane.
     *
     * @return those of which nothing may be kept, for the runner did not answer
     */
    List<ScoringLane> judge(Connection connection, List<ScoringLane> lanes) {
        var turns =
                new ArrayDeque<>(lanes.stream().filter(ScoringLane::isWaiting).toList());
        long end = System.nanoTime() + LONGEST.toNanos();
        var unanswered = new ArrayList<ScoringLane>();
        while (!turns.isEmpty()) {
            var lane = turns.remove();
            try {
                var stretch = lane.stretch();
                if (lane.model() != null && System.nanoTime() - end >= 0) {
                    continue;
                }
                // once is enough, and a runner that hangs is waited for
                lane.judge(levels(connection, lane, stretch, !unanswered.isEmpty()));
                if (lane.isWaiting()) {
                    turns.add(lane);
                }
            } catch (IOException away) {
                if (unanswered.isEmpty()) {
                    LOG.warnf("Series whose models cannot be asked are left for a while: %s", away);
                }
                unanswered.add(lane);
            }
        }
        return unanswered;
    }

    /** @param away whether that is known already */
    private double[] levels(Connection connection, ScoringLane lane, List<Observation> stretch, boolean away)
            throws IOException {
        var levels = new double[stretch.size()];
        Arrays.fill(levels, Double.NaN);
        var model = lane.model();
        if (model == null) {
            return levels;
        }
        var recent = lane.recent();
        var asked = IntStream.range(0, levels.length)
                .filter(i -> lane.isOfTheModel(stretch.get(i)))
                .toArray();
        if (recent.length + asked.length < model.window()) {
            return levels;
        }
        if (away) {
            throw new IOException("the runner of models did not answer just before");
        }
        var values = new double[recent.length + asked.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = i < recent.length
                    ? recent[i]
                    : stretch.get(asked[i - recent.length]).value();
        }
        try {
            var found = runs.levels(model.sha256(), () -> models.content(connection, model), values);
            // the last of those found is that of the last that was asked about
            for (int i = 0; i < found.length; i++) {
                levels[asked[asked.length - found.length + i]] = found[i];
            }
        } catch (ModelRefusedException failed) {
            lane.failed(ModelRefusalText.of(failed, "en"));
        }
        return levels;
    }
}
