package org.entente.observatory;

import java.nio.charset.StandardCharsets;

/**
 * The fields of one Protocol Buffers message, one after the other as they stand in it. Of one that is given twice both are seen, whichever of them
 * a parser takes. Source: the encoding's specification, protobuf.dev/programming-guides/encoding.
 */
final class ProtobufMessage {
    private static final int VARINT = 0;
    private static final int FIXED_64 = 1;
    private static final int BYTES = 2;
    private static final int FIXED_32 = 5;

    private final byte[] content;
    private final int end;
    private int position;

    private int field;
    private int type;
    private long integer;
    private int start;

    ProtobufMessage(byte[] content) {
        this(content, 0, content.length);
    }

    private ProtobufMessage(byte[] content, int start, int end) {
        this.content = content;
        this.position = start;
        this.end = end;
    }

    /** Goes to the next field; false where there is none. */
    boolean next() throws ModelRefusedException {
        if (position == end) {
            return false;
        }
        var tag = varint();
        field = (int) (tag >>> 3);
        type = (int) (tag & 7);
        if (tag >>> 32 != 0 || field == 0) {
            throw malformed();
        }
        start = position;
        switch (type) {
            case VARINT -> integer = varint();
            case FIXED_64 -> skip(Long.BYTES);
            case FIXED_32 -> skip(Integer.BYTES);
            case BYTES -> {
                var length = varint();
                start = position;
                skip(length);
            }
            default -> throw malformed();
        }
        return true;
    }

    /** Whether the present field is that one, with bytes for its value: a text or a message. */
    boolean isBytes(int number) {
        return field == number && type == BYTES;
    }

    /** Whether the present field is that one, with a number for its value. */
    boolean isInteger(int number) {
        return field == number && type == VARINT;
    }

    long integer() {
        return integer;
    }

    String text() {
        return new String(content, start, position - start, StandardCharsets.UTF_8);
    }

    ProtobufMessage message() {
        return new ProtobufMessage(content, start, position);
    }

    private long varint() throws ModelRefusedException {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            if (position == end) {
                throw malformed();
            }
            var next = content[position++];
            value |= (long) (next & 0x7F) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw malformed();
    }

    private void skip(long bytes) throws ModelRefusedException {
        if (bytes < 0 || bytes > end - position) {
            throw malformed();
        }
        position += (int) bytes;
    }

    private static ModelRefusedException malformed() {
        return new ModelRefusedException(ModelRefusal.NOT_ONNX);
    }
}
