package dev.tollgate.seal;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which tile a path names (C2SP tlog-tiles): {@code x001/x234/067} is tile 1,234,067, and {@code 000.p/7} the first seven hashes of tile 0.
 *
 * @param level 0 for leaves; a hash of each level above stands for 256 of the level below
 * @param width how many hashes: 256, or 1 to 255 of a partial tile
 */
record TilePath(int level, long index, int width) {

    /** 256^7 leaves are more than a position can count. */
    private static final int HIGHEST_LEVEL = 6;

    private static final Pattern LEVEL = Pattern.compile("0|[1-9][0-9]?");
    private static final Pattern PATH =
            Pattern.compile("(?<index>(x[0-9]{3}/){0,5}[0-9]{3})(\\.p/(?<width>[1-9][0-9]{0,2}))?");

    /** @return empty where the path is not written as the specification says, or no log can have such a tile */
    static Optional<TilePath> parse(String level, String path) {
        Matcher matcher = PATH.matcher(path);
        if (!LEVEL.matcher(level).matches() || Integer.parseInt(level) > HIGHEST_LEVEL || !matcher.matches()) {
            return Optional.empty();
        }
        String digits = matcher.group("index");
        long index = Long.parseLong(digits.replaceAll("[x/]", ""));
        String partial = matcher.group("width");
        int width = partial == null ? StoredTree.TILE_WIDTH : Integer.parseInt(partial);
        // One tile has one path: no element of zeros in front, and a full tile is not asked for as a partial one.
        boolean plain = !digits.startsWith("x000/") && (partial == null || width < StoredTree.TILE_WIDTH);
        return plain ? Optional.of(new TilePath(Integer.parseInt(level), index, width)) : Optional.empty();
    }

    /** Whether a tree of this size has all of these hashes. */
    boolean isWithin(long size) {
        long hashes = size >> (8 * level);
        return index <= hashes / StoredTree.TILE_WIDTH && index * StoredTree.TILE_WIDTH + width <= hashes;
    }
}
