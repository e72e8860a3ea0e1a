package org.entente.kernel;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Cursors that say nothing to their bearer and serve nobody else: AES-256-GCM under a key that HMAC-SHA-256 derives from the
 * installation's secret and the {@link Binding}. A key for each binding keeps random nonces far below the 2^32 uses which NIST
 * SP 800-38D allows one key. A cursor's length tells the length of its content.
 */
public final class SealedCursor {
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final SecretKeySpec secret;

    /** @param secret at least 32 random bytes, the same on all replicas of the installation */
    public SealedCursor(byte[] secret) {
        if (secret.length < 32) throw new IllegalArgumentException("a secret of at least 32 bytes is needed");
        this.secret = new SecretKeySpec(secret, "HmacSHA256");
    }

    /**
     * Whose cursor it is, and of what.
     *
     * @param subject null for citizens, as {@code partner} and {@code purpose} may be
     * @param query a text or hash that is the same only for the same query: fields, filter, order, dataset
     */
    public record Binding(String subject, String partner, String purpose, String query) {
        /** Each part with its length, so that no two bindings give the same bytes; null differs from empty. */
        private byte[] bytes() {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            for (String part : new String[] {subject, partner, purpose, query}) {
                byte[] text = part == null ? new byte[0] : part.getBytes(StandardCharsets.UTF_8);
                bytes.writeBytes(ByteBuffer.allocate(4)
                        .putInt(part == null ? -1 : text.length)
                        .array());
                bytes.writeBytes(text);
            }
            return bytes.toByteArray();
        }
    }

    public String seal(byte[] content, Binding binding) {
        return sealer(binding).seal(content);
    }

    /** For all cursors of a page: their key is derived once, each has a nonce of its own. */
    public Sealer sealer(Binding binding) {
        try {
            return new Sealer(key(binding));
        } catch (GeneralSecurityException e) {
            throw lacking(e);
        }
    }

    /** Seals for one {@link Binding}. */
    public static final class Sealer {
        private final SecretKeySpec key;

        private Sealer(SecretKeySpec key) {
            this.key = key;
        }

        public String seal(byte[] content) {
            byte[] nonce = new byte[NONCE];
            RANDOM.nextBytes(nonce);
            try {
                byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce, key).doFinal(content);
                byte[] whole = ByteBuffer.allocate(NONCE + sealed.length)
                        .put(nonce)
                        .put(sealed)
                        .array();
                return Base64.getUrlEncoder().withoutPadding().encodeToString(whole);
            } catch (GeneralSecurityException e) {
                throw lacking(e);
            }
        }
    }

    /** @throws HubException BAD_INPUT at {@code after}, the same for garbage, another caller's cursor and another query's */
    public byte[] open(String cursor, Binding binding) {
        try {
            byte[] whole = Base64.getUrlDecoder().decode(cursor);
            if (whole.length < NONCE + TAG_BITS / 8) throw notOurs();
            return cipher(Cipher.DECRYPT_MODE, whole, key(binding)).doFinal(whole, NONCE, whole.length - NONCE);
        } catch (IllegalArgumentException | GeneralSecurityException e) {
            throw notOurs();
        }
    }

    private SecretKeySpec key(Binding binding) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(secret);
        return new SecretKeySpec(mac.doFinal(binding.bytes()), "AES");
    }

    /** @param nonce an array that begins with the nonce */
    private static Cipher cipher(int mode, byte[] nonce, SecretKeySpec key) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce, 0, NONCE));
        return cipher;
    }

    private static IllegalStateException lacking(GeneralSecurityException cause) {
        return new IllegalStateException("this JVM lacks AES-GCM or HMAC-SHA-256", cause);
    }

    private static HubException notOurs() {
        return HubException.badInput("after", "This cursor was not given to you for this query");
    }
}
