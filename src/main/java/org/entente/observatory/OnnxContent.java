package org.entente.observatory;

import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * What a model may be made of, read from its bytes before any native code is given them: operators of the standard set that compute the same
 * from the same numbers, in one pass, and nothing outside the model. Field numbers: onnx.proto of ONNX 1.20.
 */
final class OnnxContent {
    static final int MOST_BYTES = 10 * 1024 * 1024;
    private static final int MOST_NODES = 10_000;

    /**
     * Not among them: graphs in graphs (If, Loop, Scan, SequenceMap), what is random (also Dropout, which trains on request), results whose size
     * hangs on values (NonZero, Compress, Unique, NonMaxSuppression), texts, sequences, images.
     */
    private static final Set<String> OPERATORS = Set.of(("""
            Abs Acos Acosh Add And Asin Asinh Atan Atanh BitShift BitwiseAnd BitwiseNot BitwiseOr BitwiseXor Cast CastLike Ceil Celu Clip Cos Cosh
            Div Elu Equal Erf Exp Floor Gelu Greater GreaterOrEqual HardSigmoid HardSwish Identity IsInf IsNaN LeakyRelu Less LessOrEqual Log
            Max Mean Min Mish Mod Mul Neg Not Or PRelu Pow Reciprocal Relu Round Selu Shrink Sigmoid Sign Sin Sinh Softplus Softsign Sqrt Sub Sum
            Swish Tan Tanh ThresholdedRelu Where Xor
            ArgMax ArgMin CumProd CumSum Hardmax LogSoftmax LpNormalization ReduceL1 ReduceL2 ReduceLogSum ReduceLogSumExp ReduceMax ReduceMean
            ReduceMin ReduceProd ReduceSum ReduceSumSquare Softmax TopK
            Det Einsum Gemm MatMul MatMulInteger
            Attention AveragePool BatchNormalization Conv ConvInteger ConvTranspose GRU GlobalAveragePool GlobalLpPool GlobalMaxPool
            GroupNormalization InstanceNormalization LRN LSTM LayerNormalization LpPool MaxPool MeanVarianceNormalization RMSNormalization RNN
            DequantizeLinear DynamicQuantizeLinear QLinearConv QLinearMatMul QuantizeLinear
            BlackmanWindow DFT HammingWindow HannWindow MelWeightMatrix STFT
            Concat Constant ConstantOfShape DepthToSpace Expand EyeLike Flatten Gather GatherElements GatherND OneHot Pad Range Reshape Resize
            ReverseSequence ScatterElements ScatterND Shape Size Slice SpaceToDepth Split Squeeze Tile Transpose Trilu Unsqueeze
            """).strip().split("\\s+"));

    private static final Set<String> DOMAINS = Set.of("", "ai.onnx");

    private int nodes;

    private OnnxContent() {}

    /** @throws ModelRefusedException for the first thing that a model may not have */
    static void check(byte[] content) throws ModelRefusedException {
        if (content.length > MOST_BYTES) {
            throw tooLarge();
        }
        if (content.length >= 8 && new String(content, 4, 4, StandardCharsets.ISO_8859_1).equals("ORTM")) {
            throw new ModelRefusedException(ModelRefusal.OWN_FORMAT);
        }
        var read = new OnnxContent();
        read.model(new ProtobufMessage(content));
        if (read.nodes == 0) {
            throw new ModelRefusedException(ModelRefusal.NOT_ONNX);
        }
    }

    static ModelRefusedException tooLarge() {
        return new ModelRefusedException(ModelRefusal.TOO_LARGE, MOST_BYTES / 1024 / 1024);
    }

    private void model(ProtobufMessage model) throws ModelRefusedException {
        while (model.next()) {
            if (model.isBytes(7)) {
                graph(model.message());
            } else if (model.isBytes(8)) {
                operatorSet(model.message());
            } else if (model.isBytes(20)) {
                throw new ModelRefusedException(ModelRefusal.TRAINING);
            } else if (model.isBytes(25)) {
                throw new ModelRefusedException(ModelRefusal.FUNCTIONS);
            }
        }
    }

    private static void operatorSet(ProtobufMessage set) throws ModelRefusedException {
        while (set.next()) {
            if (set.isBytes(1)) {
                requireStandard(set.text());
            }
        }
    }

    private void graph(ProtobufMessage graph) throws ModelRefusedException {
        while (graph.next()) {
            if (graph.isBytes(1)) {
                node(graph.message());
            } else if (graph.isBytes(5)) {
                tensor(graph.message());
            } else if (graph.isBytes(15)) {
                sparseTensor(graph.message());
            }
        }
    }

    private void node(ProtobufMessage node) throws ModelRefusedException {
        if (++nodes > MOST_NODES) {
            throw new ModelRefusedException(ModelRefusal.TOO_MANY_OPERATORS, MOST_NODES);
        }
        while (node.next()) {
            if (node.isBytes(4) && !OPERATORS.contains(node.text())) {
                throw new ModelRefusedException(ModelRefusal.OPERATOR, shown(node.text()));
            } else if (node.isBytes(5)) {
                attribute(node.message());
            } else if (node.isBytes(7)) {
                requireStandard(node.text());
            }
        }
    }

    private void attribute(ProtobufMessage attribute) throws ModelRefusedException {
        while (attribute.next()) {
            if (attribute.isBytes(6) || attribute.isBytes(11)) {
                throw new ModelRefusedException(ModelRefusal.GRAPH_IN_GRAPH);
            } else if (attribute.isBytes(5) || attribute.isBytes(10)) {
                tensor(attribute.message());
            } else if (attribute.isBytes(22) || attribute.isBytes(23)) {
                sparseTensor(attribute.message());
            }
        }
    }

    private static void sparseTensor(ProtobufMessage sparse) throws ModelRefusedException {
        while (sparse.next()) {
            if (sparse.isBytes(1) || sparse.isBytes(2)) {
                tensor(sparse.message());
            }
        }
    }

    /** Numbers that lie in a file would be read from this machine's disk. */
    private static void tensor(ProtobufMessage tensor) throws ModelRefusedException {
        while (tensor.next()) {
            if (tensor.isBytes(13) || tensor.isInteger(14) && tensor.integer() != 0) {
                throw new ModelRefusedException(ModelRefusal.OUTSIDE);
            }
        }
    }

    private static void requireStandard(String domain) throws ModelRefusedException {
        if (!DOMAINS.contains(domain)) {
            throw new ModelRefusedException(ModelRefusal.OPERATOR_SET, shown(domain));
        }
    }

    /** A name out of the model, as far as it is one. */
    private static String shown(String name) {
        return name.matches("[A-Za-z0-9_.]{1,80}") ? name : "?";
    }
}
