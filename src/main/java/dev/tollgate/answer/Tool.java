package dev.tollgate.answer;

/** Who is answered. */
enum Tool {
    GITHUB("GitHub"),
    GITLAB("GitLab"),
    FLAGGER("Flagger");

    private final String title;

    Tool(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }
}
