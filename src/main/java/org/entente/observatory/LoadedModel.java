package org.entente.observatory;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.TensorInfo;
import ai.onnxruntime.ValueInfo;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Map;
import java.util.stream.LongStream;

/** A model in ONNX Runtime, ready to be run by one thread on one window after the other. */
final class LoadedModel implements AutoCloseable {
    /** What vectors are read by: with the numbers always at such a place sums are always formed in the same order. */
    private static final int ALIGNMENT = 64;

    private final OrtSession session;
    private final OrtSession.RunOptions options;
    private final int bytes;
    private final OnnxTensor input;
    private final Map<String, OnnxTensor> inputs;
    private final FloatBuffer window;

    private LoadedModel(OrtSession session, int bytes) throws OrtException, ModelRefusedException {
        this.session = session;
        this.bytes = bytes;
        var length = window(session);
        requireLevel(session);
        options = new OrtSession.RunOptions();
        // the slice is cut at both ends
        window = ByteBuffer.allocateDirect(length * Float.BYTES + 2 * ALIGNMENT)
                .alignedSlice(ALIGNMENT)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer()
                .limit(length);
        input = OnnxTensor.createTensor(environment(), window, new long[] {1, length});
        inputs = Map.of(session.getInputNames().iterator().next(), input);
    }

    /** @throws ModelRefusedException where its input and output are not those of a model */
    static LoadedModel of(byte[] content) throws OrtException, ModelRefusedException {
        try (var options = new SessionOptions()) {
            // never its own format, which OnnxContent does not read
            options.addConfigEntry("session.load_model_format", "ONNX");
            options.setExecutionMode(SessionOptions.ExecutionMode.SEQUENTIAL);
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            options.setDeterministicCompute(true);
            // as it stands: nothing is computed beforehand, where no run is that could be ended
            options.setOptimizationLevel(SessionOptions.OptLevel.NO_OPT);
            // what a run took is given back after it
            options.setCPUArenaAllocator(false);
            options.setMemoryPatternOptimization(false);
            var session = environment().createSession(content, options);
            try {
                return new LoadedModel(session, content.length);
            } catch (OrtException | ModelRefusedException refused) {
                session.close();
                throw refused;
            }
        }
    }

    private static OrtEnvironment environment() {
        return OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL, "models");
    }

    private static int window(OrtSession session) throws OrtException, ModelRefusedException {
        var inputs = session.getInputInfo().values();
        var shape = inputs.size() == 1 ? floats(inputs.iterator().next().getInfo()) : null;
        if (shape == null
                || shape.length != 2
                || shape[0] != 1
                || shape[1] < 2
                || shape[1] > ModelRunner.GREATEST_WINDOW) {
            throw new ModelRefusedException(ModelRefusal.INPUT, ModelRunner.GREATEST_WINDOW);
        }
        return (int) shape[1];
    }

    private static void requireLevel(OrtSession session) throws OrtException, ModelRefusedException {
        var outputs = session.getOutputInfo().values();
        var shape = outputs.size() == 1 ? floats(outputs.iterator().next().getInfo()) : null;
        if (shape == null || LongStream.of(shape).anyMatch(size -> size != 1 && size != -1)) {
            throw notALevel();
        }
    }

    private static long[] floats(ValueInfo info) {
        return info instanceof TensorInfo tensor && tensor.type == OnnxJavaType.FLOAT ? tensor.getShape() : null;
    }

    private static ModelRefusedException notALevel() {
        return new ModelRefusedException(ModelRefusal.OUTPUT);
    }

    int window() {
        return window.limit();
    }

    /** Of the model's content. */
    int bytes() {
        return bytes;
    }

    /**
     * The level of the values from there on.
     *
     * @throws ModelRefusedException where what comes out is no level
     * @throws OrtException where the run fails, or was ended
     */
    double level(double[] values, int start) throws OrtException, ModelRefusedException {
        for (int i = 0; i < window(); i++) {
            window.put(i, (float) Math.clamp(values[start + i], -Float.MAX_VALUE, Float.MAX_VALUE));
        }
        try (var result = session.run(inputs, options)) {
            if (!(result.get(0) instanceof OnnxTensor output)
                    || output.getInfo().type != OnnxJavaType.FLOAT
                    || output.getInfo().getNumElements() != 1) {
                throw notALevel();
            }
            double level = output.getFloatBuffer().get(0);
            if (!(level >= 0 && level < Double.POSITIVE_INFINITY)) {
                throw new ModelRefusedException(ModelRefusal.LEVEL, level);
            }
            return level;
        }
    }

    /** Ends the run that is going on, by any thread; nothing runs until that is taken back. */
    void terminate(boolean isWanted) throws OrtException {
        options.setTerminate(isWanted);
    }

    @Override
    public void close() throws OrtException {
        input.close();
        options.close();
        session.close();
    }
}
