package dev.tollgate.answer;

/** Who is answered. */
enum Tool {
    GITHUB("GitHub", "have it delivered again"),
    GITLAB("GitLab", "retry the check"),
    FLAGGER("Flagger", "it asks again by itself");

    private final String title;
    private final String askAgain;

    Tool(String title, String askAgain) {
        this.title = title;
        this.askAgain = askAgain;
    }

    String title() {
        return title;
    }

    /** What helps where no answer went out. */
    String askAgain() {
        return askAgain;
    }
}
