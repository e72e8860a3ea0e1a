package org.entente.policy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One compiled state of the policies.
 *
 * @param sha256 of the WebAssembly module, in hexadecimal; the release's name
 * @param module the WebAssembly module
 * @param sources the Rego it was made of, by path
 */
public record Release(String sha256, byte[] module, SortedMap<String, String> sources) {

    private static final String FOLDER = "/policies/";
    private static final String LISTING = "release.sha256";
    private static final String MODULE = "policy.wasm";

    /**
     * The release inside this hub.
     *
     * @throws IllegalStateException where a file is not the one that was listed when the module was made
     */
    public static Release shipped() {
        var sources = new TreeMap<String, String>();
        text(LISTING).lines().forEach(line -> {
            var parts = line.split("  ", 2);
            var bytes = bytes(parts[1]);
            requireSame(parts[1], parts[0], sha256(bytes));
            if (!parts[1].equals(MODULE)) {
                sources.put(parts[1], new String(bytes, StandardCharsets.UTF_8));
            }
        });
        var module = bytes(MODULE);
        return new Release(sha256(module), module, sources);
    }

    /**
     * A release as it was kept.
     *
     * @throws IllegalStateException where the module is not the one of that name
     */
    public static Release kept(String sha256, byte[] module, SortedMap<String, String> sources) {
        if (!sha256.equals(sha256(module))) {
            throw new IllegalStateException("the module kept as release %s is another one".formatted(sha256));
        }
        return new Release(sha256, module, sources);
    }

    private static void requireSame(String file, String listed, String found) {
        if (!listed.equals(found)) {
            throw new IllegalStateException(
                    "policies/%s was changed after policy.wasm was made; run policies/build".formatted(file));
        }
    }

    private static String text(String file) {
        return new String(bytes(file), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String file) {
        try (var stream = Release.class.getResourceAsStream(FOLDER + file)) {
            if (stream == null) {
                throw new IllegalStateException("policies/%s is missing; run policies/build".formatted(file));
            }
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
