package dev.tollgate.desk;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.tollgate.access.CurrentCaller;
import dev.tollgate.lifecycle.Command;
import dev.tollgate.lifecycle.Decider;
import dev.tollgate.lifecycle.Facts;
import dev.tollgate.lifecycle.Ruling;
import dev.tollgate.platform.Problem;
import java.util.Optional;

/**
 * Whether the current caller could do something now, and if not why. It asks the core itself and keeps nothing, so that it can never promise
 * what the core then refuses.
 *
 * @param because in a sentence
 */
public record Permit(boolean allowed, String because) {

    /** @param permission that the operation needs */
    public static Permit of(Dossier dossier, CurrentCaller caller, String permission, Command command) {
        if (!caller.may(permission)) {
            return needs(permission);
        }
        var facts = new Facts(dossier.now(), caller.get(), dossier.rules(), UuidCreator::getTimeOrderedEpoch);
        return switch (Decider.decide(Optional.of(dossier.project()), command, facts)) {
            case Ruling.Accepted accepted -> new Permit(true, "You can do this now.");
            case Ruling.Refused refused -> {
                Problem problem =
                        Refusals.problem(refused.refusal(), dossier.project().key());
                yield new Permit(false, problem.detail());
            }
        };
    }

    /** Where only the permission decides. */
    public static Permit of(CurrentCaller caller, String permission) {
        return caller.may(permission) ? new Permit(true, "You can do this now.") : needs(permission);
    }

    public static Permit refused(String because) {
        return new Permit(false, because);
    }

    private static Permit needs(String permission) {
        return new Permit(false, "Your roles do not hold the permission %s.".formatted(permission));
    }
}
