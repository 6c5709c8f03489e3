package dev.faultline.app.ui.filter;

import dev.faultline.app.ui.filter.FilterToken.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Takes the text of a filter to pieces, for colours and completion. It never fails: what it does not know is a
/// word.
public final class FilterSyntax {
    private static final Set<String> KEYWORDS = Set.of("in", "true", "false", "null", "error");
    private static final String OPERATORS = "=!<>&|+-*/%?:";

    private FilterSyntax() {}

    /// The pieces of `text`, from the first character to the last without a gap.
    public static List<FilterToken> tokens(String text) {
        List<FilterToken> tokens = new ArrayList<>();
        int start = 0;
        while (start < text.length()) {
            FilterToken token = next(text, start);
            tokens.add(token);
            start = token.end();
        }
        return tokens;
    }

    private static FilterToken next(String text, int start) {
        char first = text.charAt(start);
        if (first == '"' || first == '\'') {
            return new FilterToken(Kind.STRING, start, endOfString(text, start));
        }
        if (Character.isDigit(first)) {
            return new FilterToken(Kind.NUMBER, start, endOfWord(text, start));
        }
        if (isWordPart(first)) {
            int end = endOfWord(text, start);
            Kind kind = KEYWORDS.contains(text.substring(start, end)) ? Kind.KEYWORD : Kind.WORD;
            return new FilterToken(kind, start, end);
        }
        boolean operator = isOperator(first);
        int end = start + 1;
        while (end < text.length() && isSame(text.charAt(end), operator)) {
            end++;
        }
        return new FilterToken(operator ? Kind.OPERATOR : Kind.OTHER, start, end);
    }

    private static boolean isSame(char c, boolean operator) {
        return operator ? isOperator(c) : !isOperator(c) && !isWordPart(c) && c != '"' && c != '\'';
    }

    private static int endOfString(String text, int start) {
        char quote = text.charAt(start);
        int end = start + 1;
        while (end < text.length() && text.charAt(end) != quote) {
            end += text.charAt(end) == '\\' ? 2 : 1;
        }
        return Math.min(end + 1, text.length());
    }

    private static int endOfWord(String text, int start) {
        int end = start;
        while (end < text.length() && (isWordPart(text.charAt(end)) || text.charAt(end) == '.')) {
            end++;
        }
        return end;
    }

    private static boolean isWordPart(char c) {
        return Character.isLetterOrDigit(c) || c == '_';
    }

    private static boolean isOperator(char c) {
        return OPERATORS.indexOf(c) >= 0;
    }
}
