package org.entente.observatory;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A partner's model that is none, or does not keep to what a model may be and take. The message is the reason with what belongs to it, as the
 * runner writes it to the hub, such as {@code OPERATOR Loop}; {@link ModelRefusalText} says it in words.
 */
class ModelRefusedException extends Exception {
    private static final Pattern WRITTEN = Pattern.compile("[A-Z_]{1,40}( [\\w.?+-]{1,80}){0,2}");
    private static final Pattern WHOLE = Pattern.compile("\\d{1,9}");

    private final ModelRefusal reason;
    private final transient List<String> details;

    /** @param details without white space */
    ModelRefusedException(ModelRefusal reason, Object... details) {
        this(reason, Stream.of(details).map(String::valueOf).toList());
    }

    ModelRefusedException(ModelRefusedException read) {
        this(read.reason, read.details);
    }

    private ModelRefusedException(ModelRefusal reason, List<String> details) {
        super(Stream.concat(Stream.of(reason.name()), details.stream()).collect(Collectors.joining(" ")));
        this.reason = reason;
        this.details = details;
    }

    /** @param written a message, or whatever the runner wrote for one */
    static ModelRefusedException read(String written) {
        var words = List.of(written.split(" "));
        return WRITTEN.matcher(written).matches()
                ? new ModelRefusedException(known(words.getFirst()), words.subList(1, words.size()))
                : new ModelRefusedException(ModelRefusal.OTHER);
    }

    private static ModelRefusal known(String name) {
        return Arrays.stream(ModelRefusal.values())
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElse(ModelRefusal.OTHER);
    }

    ModelRefusal reason() {
        return reason;
    }

    /** As a message format takes them: whole numbers as such. */
    Object[] details() {
        return details.stream()
                .map(each -> WHOLE.matcher(each).matches() ? (Object) Integer.valueOf(each) : each)
                .toArray();
    }
}
