package dev.tollgate.intake;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.StringReader;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.IdentityHashMap;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.xml.sax.ErrorHandler;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/**
 * From bytes to {@link Content}. What the sender calls its body is not believed: many tools send no media type, or a wrong one. The first
 * characters tell.
 */
public final class Bodies {

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
            .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
            .build();

    private static final YAMLFactory YAML = new YAMLFactory();

    private static final Pattern YAML_KEY =
            Pattern.compile("(#[^\n]*\n|---[^\n]*\n|\\s)*[\\w.-]+:(\\s.*)?", Pattern.DOTALL);

    /** The YAML at the beginning of a Markdown file; the rest is for people. */
    private static final Pattern FRONT_MATTER = Pattern.compile("---\\R(.*?\\R)---(\\R|$)", Pattern.DOTALL);

    private static final String FORM_PAYLOAD = "payload=";

    private Bodies() {}

    /** @throws Unreadable where the bytes are not what they begin as */
    public static Content read(byte[] bytes) {
        String text = decode(bytes).replaceFirst("^\uFEFF", "");
        String start = text.stripLeading();
        if (start.isEmpty()) {
            throw new Unreadable("empty", "the body is empty");
        }
        return switch (start.charAt(0)) {
            case '{', '[', '/' -> json(text);
            case '<' -> xml(text);
            default -> other(text, start);
        };
    }

    private static Content other(String text, String start) {
        if (start.startsWith(FORM_PAYLOAD)) {
            return json(unform(start.substring(FORM_PAYLOAD.length())));
        }
        Matcher front = FRONT_MATTER.matcher(start);
        if (front.lookingAt()) {
            return yaml(text, front.group(1));
        }
        return YAML_KEY.matcher(start.substring(0, Math.min(start.length(), 2000)))
                        .matches()
                ? yaml(text, text)
                : Content.text(text);
    }

    private static String decode(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new Unreadable("not-utf-8", "the body is not valid UTF-8");
        }
    }

    /** GitHub sends its JSON as the one field of a form, unless told otherwise. */
    private static String unform(String value) {
        try {
            return URLDecoder.decode(value.split("&", 2)[0], StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new Unreadable("malformed-form", "the form field payload is not well encoded");
        }
    }

    private static Content json(String text) {
        try (JsonParser parser = JSON.createParser(text)) {
            return tree(Content.Syntax.JSON, text, parser);
        } catch (IOException e) {
            throw malformed("malformed-json", "the body is not valid JSON", e);
        }
    }

    private static Content yaml(String text, String part) {
        try (JsonParser parser = YAML.createParser(part)) {
            return tree(Content.Syntax.YAML, text, parser);
        } catch (IOException e) {
            throw malformed("malformed-yaml", "the body begins as YAML and is not", e);
        }
    }

    private static Content tree(Content.Syntax syntax, String text, JsonParser parser) throws IOException {
        LenientTree tree = new LenientTree(parser);
        JsonNode root = tree.read();
        boolean sliced = syntax == Content.Syntax.JSON;
        return new Content(
                syntax, text, root, Optional.empty(), sliced ? tree.spans() : new IdentityHashMap<>(), tree.notes());
    }

    /** Only where: what the parser says of it quotes the body, and is meant for developers. */
    private static Unreadable malformed(String code, String what, IOException e) {
        JsonLocation at = e instanceof JsonProcessingException json ? json.getLocation() : null;
        return new Unreadable(
                code, at == null ? what : "%s (line %d, column %d)".formatted(what, at.getLineNr(), at.getColumnNr()));
    }

    /** No document type, so no entities: nothing is fetched, nothing grows. */
    private static Content xml(String text) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_DTD, "");
            factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
            factory.setXIncludeAware(false);
            factory.setExpandEntityReferences(false);
            DocumentBuilder builder = factory.newDocumentBuilder();
            builder.setErrorHandler(new Thrower());
            Element root =
                    builder.parse(new InputSource(new StringReader(text))).getDocumentElement();
            return Content.xml(text, root);
        } catch (SAXException e) {
            throw text.contains("<!DOCTYPE")
                    ? new Unreadable("xml-doctype", "the body has a document type; XML is read without one")
                    : new Unreadable("malformed-xml", "the body is not well-formed XML");
        } catch (ParserConfigurationException | IOException e) {
            throw new IllegalStateException("reading XML from memory cannot fail", e);
        }
    }

    /** The parser's own handler writes to standard error. */
    private static final class Thrower implements ErrorHandler {

        @Override
        public void warning(SAXParseException e) {}

        @Override
        public void error(SAXParseException e) throws SAXException {
            throw e;
        }

        @Override
        public void fatalError(SAXParseException e) throws SAXException {
            throw e;
        }
    }
}
