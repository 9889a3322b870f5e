package org.ckep.kernel.problem;

import java.util.List;

/**
 * What a rule says to a command: rules return it and do not throw for expected refusals.
 *
 * @param <S> the state that an accepted command leads to
 */
public sealed interface Decision<S> {
    /** The command is carried out. */
    record Accepted<S>(S next) implements Decision<S> {}

    /** The command asks for what is the case already. */
    record Unchanged<S>() implements Decision<S> {}

    /**
     * The command is not carried out.
     *
     * @param allowed names of the commands or next states that are open from here to this caller
     */
    record Refused<S>(ProblemType type, String detail, List<String> allowed) implements Decision<S> {
        public Refused {
            allowed = List.copyOf(allowed);
        }

        /** The refusal as the answer to the caller, with the extension member {@code allowed}. */
        public ProblemException toProblem() {
            return new ProblemException(type, detail).withMember("allowed", allowed);
        }
    }

    /**
     * The state that the command leads to, of rules by which none asks for what is the case already.
     *
     * @return throws the refusal as the answer to the caller
     */
    default S required() {
        return switch (this) {
            case Accepted<S> accepted -> accepted.next;
            case Unchanged<S> unchanged -> throw new IllegalStateException("these rules leave nothing as it is");
            case Refused<S> refused -> throw refused.toProblem();
        };
    }

    static <S> Decision<S> accept(S next) {
        return new Accepted<>(next);
    }

    static <S> Decision<S> unchanged() {
        return new Unchanged<>();
    }

    static <S> Decision<S> refuse(ProblemType type, String detail, List<String> allowed) {
        return new Refused<>(type, detail, allowed);
    }
}
