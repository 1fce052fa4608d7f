package dev.tollgate.platform;

/** The little HTML that browsers get: pages without scripts, styles of one screenful, links. */
public final class Html {

    private static final String PAGE = """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>%s</title>
            <style>
            body { font: 1rem/1.5 system-ui, sans-serif; max-width: 44rem; margin: 3rem auto; padding: 0 1rem; color: #222; background: #fff; }
            code { background: #f2f2f2; padding: .1em .3em; border-radius: .2em; }
            dt { margin-top: .8rem; }
            @media (prefers-color-scheme: dark) { body { color: #ddd; background: #181818; } code { background: #2a2a2a; } a { color: #8ab4f8; } }
            </style>
            </head>
            <body>
            %s
            </body>
            </html>
            """;

    private Html() {}

    public static String page(String title, String body) {
        return PAGE.formatted(escape(title), body);
    }

    public static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    /** Escaped prose in which {@code `this`} is code. */
    public static String prose(String text) {
        return escape(text).replaceAll("`([^`]+)`", "<code>$1</code>");
    }

    public static String link(String url, String text) {
        return "<a href=\"%s\">%s</a>".formatted(escape(url), escape(text));
    }
}
