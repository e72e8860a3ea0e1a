package org.entente.federation;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.graphql.Name;

/** One harvest of a source: how far it is, or what came of it. */
@Entity
@Table(name = "harvest_run")
public class HarvestRun extends PanacheEntityBase {
    @Name("HarvestState")
    public enum State {
        RUNNING,
        COMPLETED,
        FAILED
    }

    @Id
    public UUID id;

    public UUID source;

    @Enumerated(EnumType.STRING)
    public State state;

    /** Why it failed: a stable code, and a sentence. */
    public String code;

    public String reason;
    public int read;
    public int created;
    public int updated;
    public int unchanged;
    public int archived;
    public int quarantined;

    @Column(name = "started_at")
    public Instant startedAt;

    @Column(name = "ended_at")
    public Instant endedAt;

    public boolean ended() {
        return state != State.RUNNING;
    }

    static List<HarvestRun> running() {
        return list("state", State.RUNNING);
    }

    /** Newest first. */
    static List<HarvestRun> page(UUID source, Instant before, int first) {
        return find("source = ?1 and startedAt < ?2 order by startedAt desc", source, before)
                .page(0, first)
                .list();
    }
}
