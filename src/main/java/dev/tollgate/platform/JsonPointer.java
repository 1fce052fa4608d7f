package dev.tollgate.platform;

import jakarta.validation.ElementKind;
import jakarta.validation.Path;

/** JSON Pointers (RFC 6901) as text. */
final class JsonPointer {

    static final String WHOLE = "";

    private JsonPointer() {}

    static String child(String parent, Object step) {
        return parent + "/" + step.toString().replace("~", "~0").replace("/", "~1");
    }

    /** Where in a JSON body a Bean Validation path leads. */
    static String of(Path path) {
        String pointer = WHOLE;
        for (Path.Node node : path) {
            if (node.isInIterable() && node.getIndex() != null) {
                pointer = child(pointer, node.getIndex());
            } else if (node.isInIterable() && node.getKey() != null) {
                pointer = child(pointer, node.getKey());
            }
            if (node.getKind() == ElementKind.PROPERTY) {
                pointer = child(pointer, node.getName());
            }
        }
        return pointer;
    }
}
