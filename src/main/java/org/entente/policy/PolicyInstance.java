package org.entente.policy;

import com.dylibso.chicory.runtime.ByteArrayMemory;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.Memory;
import com.dylibso.chicory.wasm.types.MemoryLimits;
import com.fasterxml.jackson.databind.JsonNode;
import com.styra.opa.wasm.OpaWasm_Env;
import com.styra.opa.wasm.OpaWasm_ModuleExports;
import com.styra.opa.wasm.OpaWasm_ModuleImports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * One running copy of the policies, for one thread at a time. It speaks OPA's binary interface 1.2
 * (https://www.openpolicyagent.org/docs/wasm) directly, because {@code OpaPolicy} compiles the module anew for each
 * instance. There is no data beside the input, and nothing of one evaluation is left for the next.
 */
final class PolicyInstance implements OpaWasm_ModuleImports, OpaWasm_Env {

    private static final int PAGES_PER_MIB = 16;
    /** 4 MiB hold any ordinary evaluation, so that memory rarely grows. */
    private static final int FIRST_PAGES = 4 * PAGES_PER_MIB;
    /** 64 MiB: what needs more fails alone, before the whole heap is exhausted. */
    private static final int MOST_PAGES = 64 * PAGES_PER_MIB;

    private static final int RESERVED = 0;
    private static final int AS_JSON = 0;
    private static final int ABSENT = -1;

    private final Memory memory = new ByteArrayMemory(new MemoryLimits(FIRST_PAGES, MOST_PAGES));
    private final OpaWasm_ModuleExports exports;
    private final int noData;
    private final int[] entrypoints;
    private final int inputStart;

    PolicyInstance(Instance.Builder builder) {
        exports = new OpaWasm_ModuleExports(
                builder.withImportValues(toImportValues()).build());
        requireNoHostFunctions();
        entrypoints = findEntrypoints();
        noData = parse("{}");
        inputStart = exports.opaHeapPtrGet();
    }

    /** The set of results as JSON in UTF-8. */
    byte[] evaluate(Entrypoint entrypoint, byte[] input) {
        requirePresent(entrypoint);
        makeRoom(inputStart + input.length);
        memory.write(inputStart, input);
        var heap = inputStart + input.length;
        var answer = exports.opaEval(
                RESERVED, entrypoints[entrypoint.ordinal()], noData, inputStart, input.length, heap, AS_JSON);
        return bytes(answer);
    }

    /** Policies of long ago may lack what is asked of those of today. */
    private void requirePresent(Entrypoint entrypoint) {
        if (entrypoints[entrypoint.ordinal()] == ABSENT) {
            throw new IllegalStateException("the policies have no rule " + entrypoint.path());
        }
    }

    private void makeRoom(int end) {
        var missing = Math.ceilDiv(end, Memory.PAGE_SIZE) - memory.pages();
        if (missing > 0 && memory.grow(missing) < 0) {
            throw new IllegalArgumentException("an input that ends at %d does not fit".formatted(end));
        }
    }

    /** A policy that needs one would find it on an OPA server and not here. */
    private void requireNoHostFunctions() {
        var builtins = document(exports.builtins());
        if (!builtins.isEmpty()) {
            throw new IllegalStateException("the policies call functions that WebAssembly lacks: " + builtins);
        }
    }

    private int[] findEntrypoints() {
        var found = document(exports.entrypoints());
        var numbers = new int[Entrypoint.values().length];
        for (var entrypoint : Entrypoint.values()) {
            numbers[entrypoint.ordinal()] = found.path(entrypoint.path()).asInt(ABSENT);
        }
        return numbers;
    }

    private int parse(String json) {
        var text = json.getBytes(StandardCharsets.UTF_8);
        var address = exports.opaMalloc(text.length);
        memory.write(address, text);
        return exports.opaJsonParse(address, text.length);
    }

    private JsonNode document(int value) {
        try {
            return PolicyJson.MAPPER.readTree(bytes(exports.opaJsonDump(value)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte[] bytes(int address) {
        var end = address;
        while (memory.read(end) != 0) {
            end++;
        }
        return memory.readBytes(address, end - address);
    }

    @Override
    public OpaWasm_Env env() {
        return this;
    }

    @Override
    public Memory memory() {
        return memory;
    }

    @Override
    public void opaAbort(int message) {
        throw new IllegalStateException(new String(bytes(message), StandardCharsets.UTF_8));
    }

    @Override
    public int opaBuiltin0(int function, int context) {
        throw noHostFunction(function);
    }

    @Override
    public int opaBuiltin1(int function, int context, int first) {
        throw noHostFunction(function);
    }

    @Override
    public int opaBuiltin2(int function, int context, int first, int second) {
        throw noHostFunction(function);
    }

    @Override
    public int opaBuiltin3(int function, int context, int first, int second, int third) {
        throw noHostFunction(function);
    }

    @Override
    public int opaBuiltin4(int function, int context, int first, int second, int third, int fourth) {
        throw noHostFunction(function);
    }

    private static IllegalStateException noHostFunction(int function) {
        return new IllegalStateException("the policies called host function %d".formatted(function));
    }
}
