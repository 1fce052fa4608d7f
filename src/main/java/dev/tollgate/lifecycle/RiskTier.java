package dev.tollgate.lifecycle;

/** How much harm a wrong model can do. The tier sets how many gatekeepers must approve a GO. */
public enum RiskTier {
    LOW(1),
    MEDIUM(2),
    HIGH(3);

    private final int quorum;

    RiskTier(int quorum) {
        this.quorum = quorum;
    }

    /** Approvals that a GO or CONDITIONAL_GO needs before it takes effect, 1 to 3. */
    public int quorum() {
        return quorum;
    }

    public boolean isAtLeast(RiskTier other) {
        return compareTo(other) >= 0;
    }
}
