package org.entente.observatory;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/** Where the assigned partitions ended when that was asked last: who has read as far has heard all that was said until then. */
final class TopicEnds {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private record End(long position, Instant at) {}

    private final Map<TopicPartition, End> ends = new HashMap<>();

    /** After a change of the assignment, and where what was read was not taken. */
    void forget() {
        ends.clear();
    }

    /** Of partitions whose former end was reached; of the others it is known that they are behind. */
    void ask(Consumer<?, ?> consumer, Instant now) {
        var asked = new HashSet<>(consumer.assignment());
        asked.removeAll(ends.keySet());
        if (!asked.isEmpty()) {
            consumer.endOffsets(asked, PATIENCE)
                    .forEach((partition, position) -> ends.put(partition, new End(position, now)));
        }
    }

    /** Until when each was heard whose end is reached now; once. */
    Map<TopicPartition, Instant> reached(Consumer<?, ?> consumer) {
        var heard = new HashMap<TopicPartition, Instant>();
        ends.forEach((partition, end) -> {
            if (consumer.position(partition) >= end.position) {
                heard.put(partition, end.at);
            }
        });
        ends.keySet().removeAll(heard.keySet());
        return heard;
    }
}
