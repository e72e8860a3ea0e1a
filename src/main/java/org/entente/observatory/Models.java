package org.entente.observatory;

import ai.onnxruntime.OrtException;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.Random;

/** The models that the runner has loaded, those that were not used for longest first to go. */
final class Models {
    /** How long one call may keep the others waiting. */
    static final Duration TURN = Duration.ofSeconds(1);

    /** Processor time of one window. */
    static final Duration LONGEST_RUN = Duration.ofMillis(100);

    private static final Duration LONGEST_LOAD = Duration.ofSeconds(5);
    private static final int MOST_MODELS = 100;
    private static final int MOST_BYTES = 4 * OnnxContent.MOST_BYTES;

    private final ModelThread thread = new ModelThread();

    /** Touched by the thread of the models alone. */
    private final LinkedHashMap<String, LoadedModel> loaded = new LinkedHashMap<>(16, 0.75f, true);

    private int bytes;

    /**
     * Checks a model, loads it and runs it.
     *
     * @return its window
     */
    int put(String sha256, byte[] content)
            throws ModelRefusedException, ModelThread.LostException, InterruptedException {
        OnnxContent.check(content);
        return call(() -> {
            if (!loaded.containsKey(sha256)) {
                add(sha256, content);
            }
            return loaded.get(sha256).window();
        });
    }

    /** Levels of full windows, from the first on. */
    record Levels(int window, double[] values) {}

    /** As many as can be made in a turn; empty where the model is not here. */
    Optional<Levels> levels(String sha256, double[] values)
            throws ModelRefusedException, ModelThread.LostException, InterruptedException {
        return call(() -> {
            var model = loaded.get(sha256);
            return model == null ? Optional.empty() : Optional.of(levels(sha256, model, values));
        });
    }

    private <T> T call(ModelThread.Work<T> work)
            throws ModelRefusedException, ModelThread.LostException, InterruptedException {
        try {
            return thread.call(work);
        } catch (OrtException failed) {
            throw failed(failed);
        }
    }

    private static ModelRefusedException failed(OrtException failed) {
        // not its text, which names what the model's maker chose
        return new ModelRefusedException(ModelRefusal.FAILS, failed.getCode());
    }

    private void add(String sha256, byte[] content) throws OrtException, ModelRefusedException {
        forgetUntil(content.length);
        LoadedModel model;
        try {
            model = tried(content);
        } catch (OrtException failed) {
            forgetOthers(sha256, failed);
            model = tried(content);
        }
        loaded.put(sha256, model);
        bytes += content.length;
    }

    /** What could not be allocated failed, perhaps, for the memory that the others take. */
    private void forgetOthers(String sha256, OrtException failed) throws OrtException {
        var others =
                loaded.keySet().stream().filter(other -> !other.equals(sha256)).toList();
        if (others.isEmpty() || !failed.getMessage().contains("alloc")) {
            throw failed;
        }
        for (var other : others) {
            forget(other);
        }
    }

    /** Until there is room for so many bytes. */
    private void forgetUntil(int wanted) throws OrtException {
        while (!loaded.isEmpty() && (loaded.size() >= MOST_MODELS || wanted > MOST_BYTES - bytes)) {
            forget(loaded.firstEntry().getKey());
        }
    }

    private void forget(String sha256) throws OrtException {
        var model = loaded.remove(sha256);
        bytes -= model.bytes();
        model.close();
    }

    /** Run on zeros and twice on the same numbers, of which the same must come out. */
    private LoadedModel tried(byte[] content) throws OrtException, ModelRefusedException {
        var model = loaded(content);
        try {
            level(model, new double[model.window()], 0);
            var values = new Random(1).doubles(model.window(), -1, 1).toArray();
            var level = level(model, values, 0);
            if (Double.compare(level, level(model, values, 0)) != 0) {
                throw new ModelRefusedException(ModelRefusal.UNREPEATABLE);
            }
            return model;
        } catch (OrtException | ModelRefusedException refused) {
            model.close();
            throw refused;
        }
    }

    private LoadedModel loaded(byte[] content) throws OrtException, ModelRefusedException {
        thread.begin(null, LONGEST_LOAD);
        try {
            return LoadedModel.of(content);
        } finally {
            thread.end();
        }
    }

    private double level(LoadedModel model, double[] values, int start) throws OrtException, ModelRefusedException {
        thread.begin(model, LONGEST_RUN);
        try {
            return model.level(values, start);
        } catch (OrtException failed) {
            if (thread.isTold()) {
                throw tooSlow();
            }
            throw failed;
        } finally {
            thread.end();
        }
    }

    static ModelRefusedException tooSlow() {
        return new ModelRefusedException(ModelRefusal.TOO_SLOW, LONGEST_RUN.toMillis(), LONGEST_LOAD.toSeconds());
    }

    private Levels levels(String sha256, LoadedModel model, double[] values)
            throws OrtException, ModelRefusedException {
        var levels = new double[Math.max(0, values.length - model.window() + 1)];
        var turn = thread.spent() + TURN.toNanos();
        int made = 0;
        while (made < levels.length && (made == 0 || thread.spent() < turn)) {
            try {
                levels[made] = level(model, values, made);
            } catch (OrtException failed) {
                forgetOthers(sha256, failed);
                levels[made] = level(model, values, made);
            }
            made++;
        }
        return new Levels(model.window(), Arrays.copyOf(levels, made));
    }
}
