package org.entente.access;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.entente.identity.Caller;

/**
 * The keys under which values are hashed instead of shown: one a consumer partner and purpose, derived by HMAC-SHA-256 from the
 * installation's secret (a key derivation in counter mode with one block, NIST SP 800-108), so that two consumers, or one consumer
 * for two purposes, cannot join their copies on a hash, and nobody can hash what they guess.
 */
public final class MaskKeys {
    private static final String ALGORITHM = "HmacSHA256";
    private static final String LABEL = "entente mask";

    private final SecretKeySpec secret;

    /** @param secret at least 32 random bytes, the same on all replicas of the installation */
    public MaskKeys(byte[] secret) {
        if (secret.length < 32) {
            throw new IllegalArgumentException("a secret of at least 32 bytes is needed");
        }
        this.secret = new SecretKeySpec(secret, ALGORITHM);
    }

    /** The caller's own, to be used by one thread at a time. */
    public Mac of(Caller caller) {
        var derivation = mac(secret);
        for (var part : new String[] {LABEL, caller.partner(), caller.purpose()}) {
            add(derivation, part);
        }
        return mac(new SecretKeySpec(derivation.doFinal(), ALGORITHM));
    }

    /** With its length, so that no two lists give the same bytes; null differs from empty. */
    private static void add(Mac derivation, String part) {
        byte[] text = part == null ? new byte[0] : part.getBytes(StandardCharsets.UTF_8);
        derivation.update(
                ByteBuffer.allocate(4).putInt(part == null ? -1 : text.length).array());
        derivation.update(text);
    }

    private static Mac mac(SecretKeySpec key) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JVM lacks HMAC-SHA-256", e);
        }
    }
}
