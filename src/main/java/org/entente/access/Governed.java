package org.entente.access;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.entente.policy.Action;

/**
 * The guard of an operation whose answer a decision cuts to what the caller may see. Every GraphQL operation carries this,
 * {@code @RolesAllowed} or {@link OpenToAll}; a test knows them all.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Governed {
    /** What {@link Access} is asked for. */
    Action value();
}
